package dev.jcross.plan;

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
}
