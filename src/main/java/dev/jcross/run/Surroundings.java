package dev.jcross.run;

import dev.jcross.engine.ExecSpec;
import dev.jcross.transfer.Whereabouts;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run has of the process around it.
 *
 * @param commands told each command line just before it runs, if anybody wants to know
 * @param git what this machine's git knows, for downloads
 * @param cache where what can be made again is kept: logs of failures, what images consist of;
 *     absolute
 * @param sweep a command that removes the container whose name is appended, if it never started
 * @param whereabouts what decides which files the engine can see
 * @param machine tells this machine from others that use the engine; may be empty
 */
public record Surroundings(
    InputStream input,
    OutputStream output,
    OutputStream errors,
    Optional<TerminalControl> terminal,
    SignalSource signals,
    InstantSource clock,
    Optional<Consumer<String>> commands,
    Git git,
    Path cache,
    List<String> sweep,
    Whereabouts whereabouts,
    String machine) {

  public Surroundings {
    sweep = List.copyOf(sweep);
  }

  /** The same for a command that nobody asked for: without input, terminal and telling. */
  Surroundings silent(OutputStream instead, OutputStream insteadOfErrors) {
    return new Surroundings(
        InputStream.nullInputStream(),
        instead,
        insteadOfErrors,
        Optional.empty(),
        signals,
        clock,
        Optional.empty(),
        git,
        cache,
        sweep,
        whereabouts,
        machine);
  }

  /** The terminal that jcross runs in. */
  public interface TerminalControl {
    /** Its size, and a way to hear of later ones. */
    ExecSpec.Terminal forCommand();

    /** Hands every key on as it is typed, until it is closed. */
    AutoCloseable raw();
  }

  /** The signals that ask a process to end. */
  public interface SignalSource {
    /** Hands INT, TERM and HUP to a listener instead of ending the process, until it is closed. */
    AutoCloseable listen(Listener listener);

    /** Takes a signal's name without {@code SIG}. */
    interface Listener {
      void signal(String name);
    }
  }

  /** The git of this machine. */
  public interface Git {
    /** One that knows nothing. */
    Git NONE =
        new Git() {
          @Override
          public Optional<String> fill(String question) {
            return Optional.empty();
          }

          @Override
          public List<Map.Entry<String, String>> settings(String pattern) {
            return List.of();
          }
        };

    /**
     * What {@code git credential fill} answers without asking a person.
     *
     * @param question lines as it reads them
     */
    Optional<String> fill(String question);

    /**
     * Settings by their names, as {@code git config --get-regexp} finds them.
     *
     * @param pattern an extended regular expression
     */
    List<Map.Entry<String, String>> settings(String pattern);
  }
}
