package dev.jcross.plan;

import java.nio.file.Path;
import java.util.List;

/** What is done on this machine itself, in no container. */
public sealed interface HostAction {
  /**
   * Runs the host's own cargo, as {@code --host} asks.
   *
   * @param words behind {@code cargo}, as typed
   */
  record Cargo(List<String> words) implements HostAction {
    public Cargo {
      words = List.copyOf(words);
    }

    /** The whole command line. */
    public List<String> command() {
      var command = new java.util.ArrayList<String>();
      command.add("cargo");
      command.addAll(words);
      return command;
    }
  }

  /**
   * Removes what builds have left; for this no image is needed, and where no engine answers, no
   * engine.
   *
   * @param directories absolute; with all that is in them
   * @param volumes the engine's, by the beginnings of their names
   * @param dryRun whether it is only told what would go
   */
  record Clean(List<Path> directories, List<String> volumes, boolean dryRun) implements HostAction {
    public Clean {
      directories = List.copyOf(directories);
      volumes = List.copyOf(volumes);
    }
  }
}
