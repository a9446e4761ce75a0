package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One build of a Dockerfile, told step by step. */
final class ImageBuilding {
  /** Podman writes {@code STEP 1/2: …}, with the stage in brackets before if there are several. */
  private static final Pattern STEP =
      Pattern.compile("(?:\\[\\d+/\\d+] )?(?i:step) (\\d+)/(\\d+) ?: (.*)");

  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");

  private final DockerClient client;
  private final String work;
  private final EventSink events;

  ImageBuilding(DockerClient client, String work, EventSink events) {
    this.client = client;
    this.work = work;
    this.events = events;
  }

  String await(ImageBuild build, ContextArchive context) throws ImageBuildFailed, IOException {
    var command =
        client
            .buildImageCmd()
            .withTarInputStream(context.open())
            .withDockerfilePath(build.dockerfile())
            .withTags(Set.of(build.tag()))
            .withLabels(build.labels())
            .withNoCache(build.withoutCache())
            .withRemove(true)
            .withForcerm(true);
    build.arguments().forEach(command::withBuildArg);
    build.platform().ifPresent(command::withPlatform);
    build.network().ifPresent(command::withNetworkMode);
    var log = command.exec(new Log());
    try {
      log.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (DockerException e) {
      throw new ImageBuildFailed(Failures.reason(e), log.step, log.lines());
    }
    if (log.error.isPresent()) {
      throw new ImageBuildFailed(log.error.get(), log.step, log.lines());
    }
    return log.image.orElseThrow(() -> new IOException("the engine closed the connection"));
  }

  private final class Log extends ResultCallback.Adapter<BuildResponseItem> {
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private volatile String step = "";
    private volatile Optional<String> error = Optional.empty();
    private volatile Optional<String> image = Optional.empty();

    @Override
    public synchronized void onNext(BuildResponseItem item) {
      var detail = item.getErrorDetail();
      if (detail != null) {
        error = Optional.of(Optional.ofNullable(detail.getMessage()).orElse("unknown reason"));
      }
      if (item.getImageId() != null) {
        image = Optional.of(item.getImageId());
      }
      var text = item.getStream();
      if (text == null) {
        return;
      }
      open.append(text);
      for (int end = lineEnd(); end >= 0; end = lineEnd()) {
        line(COLOURS.matcher(open.substring(0, end)).replaceAll(""));
        open.delete(0, end + 1);
      }
    }

    private int lineEnd() {
      for (int i = 0; i < open.length(); i++) {
        if (open.charAt(i) == '\n' || open.charAt(i) == '\r') {
          return i;
        }
      }
      return -1;
    }

    private void line(String text) {
      if (text.isBlank()) {
        return;
      }
      lines.add(text);
      var match = STEP.matcher(text);
      if (match.matches()) {
        step = match.group(3);
        events.tell(
            new Event.Step(
                work, Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), step));
      } else {
        events.tell(new Event.Output(work, text));
      }
    }

    private synchronized List<String> lines() {
      if (!open.isEmpty()) {
        lines.add(open.toString());
        open.setLength(0);
      }
      return List.copyOf(lines);
    }
  }
}
