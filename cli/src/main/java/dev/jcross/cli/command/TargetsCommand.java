package dev.jcross.cli.command;

import dev.jcross.problem.ProblemException;
import dev.jcross.target.TargetTriple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jcross targets}: what jcross has recipes for. */
@Command(
    name = "targets",
    header = "List the targets that jcross has an image for.",
    description =
        "Any other target needs an image of yours: [target.<triple>] image = \"…\" in Cross.toml.",
    sortOptions = false)
final class TargetsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OwnCommands.Context context;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  TargetsCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var rust = HereSettings.read(context).rust().value().word();
    var images = new BuiltinImages(context.recipes().get(), rust);
    var sizes = sizes(images);
    if (json) {
      context.console().print(Json.text(document(images, sizes)));
    } else {
      text(images, sizes).forEach(context.console()::print);
    }
    return 0;
  }

  /** Empty if no engine answers: why, is for the doctor to tell. */
  private Optional<Map<TargetTriple, OptionalLong>> sizes(BuiltinImages images) {
    try {
      return Bounded.within(
          PATIENCE,
          () -> {
            try (var engine = context.engine().get()) {
              // Whatever else listens there may say of every image that it is not found.
              var _ = engine.facts();
              return images.sizes(engine);
            }
          });
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private List<String> text(BuiltinImages images, Optional<Map<TargetTriple, OptionalLong>> sizes) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("TARGET", "LIBC", "RUNNER", "LINKER", "IMAGE"));
    images
        .all()
        .forEach(
            (triple, image) -> {
              var facts = RecipeFacts.of(triple, image, context.host().architecture());
              rows.add(
                  List.of(
                      triple.name(),
                      facts.libc(),
                      facts.runner(),
                      shortened(facts.linker(), triple),
                      state(sizes.map(known -> size(known, triple)))));
            });
    return Columns.aligned(rows);
  }

  /** Without the prefix that the triple implies, so that a line fits in 80 columns. */
  private static String shortened(String linker, TargetTriple triple) {
    return triple
        .gnuTriplet()
        .map(prefix -> prefix + "-")
        .filter(linker::startsWith)
        .map(prefix -> linker.substring(prefix.length()))
        .orElse(linker);
  }

  private static String state(Optional<OptionalLong> size) {
    return size.map(
            known ->
                known.isPresent() ? "built, " + Sizes.text(known.getAsLong()) : "not built yet")
        .orElse("unknown (no engine)");
  }

  private static OptionalLong size(Map<TargetTriple, OptionalLong> sizes, TargetTriple triple) {
    return sizes.getOrDefault(triple, OptionalLong.empty());
  }

  private Map<String, @Nullable Object> document(
      BuiltinImages images, Optional<Map<TargetTriple, OptionalLong>> sizes) {
    var targets = new ArrayList<Map<String, @Nullable Object>>();
    images
        .all()
        .forEach(
            (triple, image) -> {
              var facts = RecipeFacts.of(triple, image, context.host().architecture());
              var target = new LinkedHashMap<String, @Nullable Object>();
              target.put("target", triple.name());
              target.put("libc", facts.libc());
              target.put("runner", facts.runner());
              target.put("linker", facts.linker());
              target.put("image", image.reference());
              var size = sizes.map(known -> size(known, triple));
              target.put(
                  "state",
                  size.map(known -> known.isPresent() ? "built" : "absent").orElse("unknown"));
              target.put(
                  "size",
                  size.isPresent() && size.get().isPresent() ? size.get().getAsLong() : null);
              targets.add(target);
            });
    var document = Json.document();
    document.put("targets", targets);
    return document;
  }
}
