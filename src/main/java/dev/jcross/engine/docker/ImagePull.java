package dev.jcross.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One pull, told layer by layer. */
final class ImagePull {
  private final String reference;
  private final String work;
  private final EventSink events;

  ImagePull(String reference, String work, EventSink events) {
    this.reference = reference;
    this.work = work;
    this.events = events;
  }

  void await(PullImageCmd command) {
    var progress = command.exec(new Progress());
    try {
      progress.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    } catch (DockerException e) {
      throw failed(Failures.reason(e));
    }
    progress.error.ifPresent(
        text -> {
          throw failed(text);
        });
  }

  private RuntimeException failed(String reason) {
    if (reason.contains("no space left on device")) {
      return Failures.diskFull(reason).asException();
    }
    return Problem.error(
            ProblemCode.IMAGE_PULL, "the image '" + reference + "' cannot be pulled: " + reason)
        .asException();
  }

  private final class Progress extends ResultCallback.Adapter<PullResponseItem> {
    /** Bytes done and in all, by layer. */
    private final Map<String, long[]> layers = new LinkedHashMap<>();

    private volatile Optional<String> error = Optional.empty();

    @Override
    public void onNext(PullResponseItem item) {
      var detail = item.getErrorDetail();
      if (detail != null) {
        error = Optional.of(Optional.ofNullable(detail.getMessage()).orElse("unknown reason"));
        return;
      }
      var bytes = item.getProgressDetail();
      if (item.getId() == null || bytes == null || bytes.getTotal() == null) {
        return;
      }
      if ("Downloading".equals(item.getStatus()) && bytes.getCurrent() != null) {
        layers.put(item.getId(), new long[] {bytes.getCurrent(), bytes.getTotal()});
        long done = layers.values().stream().mapToLong(layer -> layer[0]).sum();
        long total = layers.values().stream().mapToLong(layer -> layer[1]).sum();
        events.tell(new Event.Progress(work, done, total));
      }
    }
  }
}
