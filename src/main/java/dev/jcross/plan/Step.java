package dev.jcross.plan;

import dev.jcross.image.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One command in a container.
 *
 * @param image what it runs in; empty: the target's own image
 * @param input whether the caller's standard input is handed on
 * @param terminal whether the command has a terminal
 * @param needs what must have been done before, by the steps that make it
 * @param makes what is noted once the step has succeeded; such a step runs only when a later one
 *     needs it and it is missing
 */
public record Step(
    Phase phase,
    Optional<ImageSource> image,
    ContainerPlan container,
    List<String> command,
    boolean input,
    boolean terminal,
    List<Mark> needs,
    Optional<Mark> makes) {

  public Step {
    Objects.requireNonNull(phase);
    Objects.requireNonNull(image);
    Objects.requireNonNull(container);
    command = List.copyOf(command);
    needs = List.copyOf(needs);
    Objects.requireNonNull(makes);
  }

  /**
   * Downloads what later steps need, into a volume.
   *
   * @param image empty: the target's own
   */
  static Step filling(
      Optional<ImageSource> image,
      ContainerPlan container,
      List<String> command,
      List<Mark> needs,
      Mark makes) {
    return new Step(
        Phase.FETCH, image, container, command, false, false, needs, Optional.of(makes));
  }

  /** Another command at the same place, which nobody types into and which makes nothing. */
  public Step aside(List<String> other) {
    return new Step(phase, image, container, other, false, false, needs, Optional.empty());
  }

  /** The same without network: what it downloads must be there. */
  public Step offline() {
    var words = new ArrayList<>(command);
    int end = words.indexOf("--");
    words.add(end < 0 ? words.size() : end, "--offline");
    return new Step(phase, image, container.withoutNetwork(), words, input, terminal, needs, makes);
  }

  /** The same with another command. */
  Step with(List<String> other) {
    return new Step(phase, image, container, other, input, terminal, needs, makes);
  }

  /** Whether it runs only if what it makes is missing. */
  public boolean whenNeeded() {
    return makes.isPresent();
  }

  /** Whether cargo is asked to print JSON. */
  public boolean printsJson() {
    int format = command.indexOf("--message-format");
    return command.stream().anyMatch(word -> word.startsWith("--message-format=json"))
        || (format >= 0
            && format + 1 < command.size()
            && command.get(format + 1).startsWith("json"));
  }
}
