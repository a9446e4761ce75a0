package dev.jcross.cli.command;

import dev.jcross.engine.ContainerFacts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Removes a container whose maker died before it was started; what runs ends itself. For jcross's
 * own use: see {@code dev.jcross.run.Watch}.
 */
@Command(name = "__sweep", hidden = true)
final class SweepCommand implements Callable<Integer> {
  private static final int TRIES = 10;
  private static final long PAUSE_MILLIS = 1000;

  private final OwnCommands.Context context;

  @Parameters(arity = "1")
  String container = "";

  SweepCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var engine = context.engine().get()) {
      // The engine may still be at work on the request of the one that died.
      for (int i = 0; i < TRIES; i++) {
        var found = engine.findContainer(container);
        if (found.isPresent() && found.get().state() != ContainerFacts.State.RUNNING) {
          engine.removeContainer(container);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      return 0;
    }
  }
}
