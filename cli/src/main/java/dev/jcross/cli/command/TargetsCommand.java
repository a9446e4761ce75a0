package dev.jcross.cli.command;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.GlibcVersions;
import dev.jcross.target.ProgramRunner;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jcross targets}: what jcross has recipes for. */
@Command(
    name = "targets",
    header = "List the targets that jcross has an image for.",
    description = {
      "IMAGE is the size of the local image: '-' if it is not built yet, which the first build"
          + " does, '?' if no engine answers. A terminal that is wide enough shows more columns.",
      "Any other target needs an image of yours: [target.<triple>] image = \"…\" in Cross.toml."
    },
    sortOptions = false)
final class TargetsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OwnCommands.Context context;

  @Mixin JsonFlags flags = new JsonFlags();

  @Parameters(
      paramLabel = "<word>",
      arity = "0..*",
      description =
          "Only those with these words in their name, family, C library, compiler or runners, such"
              + " as: musl arm. If that leaves one, all about it.")
  List<String> words = List.of();

  TargetsCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var rust = HereSettings.read(context).rust().value().word();
    var images = new BuiltinImages(context.recipes().get(), rust);
    var rows = chosen(rows(images, sizes(images)));
    var console = context.console();
    if (flags.json) {
      console.print(Json.text(document(rows)));
    } else if (rows.size() == 1 && !words.isEmpty()) {
      TargetsText.full(rows.getFirst()).forEach(console::print);
    } else {
      new TargetsText(width()).table(rows).forEach(console::print);
    }
    return 0;
  }

  /** What is read by a program need not fit on a screen. */
  private int width() {
    var terminal = context.host().terminal();
    return terminal.stdout() ? terminal.width() : Integer.MAX_VALUE;
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

  private List<TargetRow> rows(
      BuiltinImages images, Optional<Map<TargetTriple, OptionalLong>> sizes) {
    var rows = new ArrayList<TargetRow>();
    images
        .all()
        .forEach(
            (triple, image) ->
                rows.add(
                    TargetRow.of(
                        triple,
                        image,
                        context.host().architecture(),
                        glibc(triple),
                        sizes.map(known -> known.getOrDefault(triple, OptionalLong.empty())))));
    return rows;
  }

  private static Optional<GlibcVersions> glibc(TargetTriple triple) {
    return triple.usesGlibc() && BuiltinRecipes.zigLinks(triple.name())
        ? Optional.of(GlibcVersions.of(triple))
        : Optional.empty();
  }

  /** A target's whole name means it alone. */
  private List<TargetRow> chosen(List<TargetRow> rows) {
    var chosen = rows.stream().filter(row -> words.stream().allMatch(row::answersTo)).toList();
    if (words.size() == 1) {
      var exact =
          chosen.stream().filter(row -> row.triple().name().equals(words.getFirst())).toList();
      chosen = exact.isEmpty() ? chosen : exact;
    }
    if (chosen.isEmpty()) {
      throw unknown(String.join(" ", words));
    }
    return chosen;
  }

  private static ProblemException unknown(String word) {
    var problem =
        Problem.error(
            ProblemCode.TARGET_UNKNOWN,
            TargetTriple.isKnown(word)
                ? "jcross has no image for '" + word + "'"
                : "no target that jcross has an image for is like '" + word + "'");
    return TargetTriple.meant(word)
        .filter(meant -> !meant.name().equals(word))
        .map(meant -> problem.help("did you mean '" + meant + "'?"))
        .orElse(problem.help("all of them: jcross targets"))
        .asException();
  }

  private static Map<String, @Nullable Object> document(List<TargetRow> rows) {
    var document = Json.document();
    document.put("targets", rows.stream().map(TargetsCommand::target).toList());
    return document;
  }

  private static Map<String, @Nullable Object> target(TargetRow row) {
    var facts = row.facts();
    var runners = row.runners().stream().map(ProgramRunner::word).toList();
    var target = new LinkedHashMap<String, @Nullable Object>();
    target.put("target", row.triple().name());
    target.put("family", row.family().word());
    target.put("libc", facts.libc());
    target.put("glibc", row.glibc().map(GlibcVersions::all).orElse(List.of()));
    target.put("compiler", facts.compiler());
    target.put("cxx", facts.cxx());
    target.put("runner", runners.isEmpty() ? null : runners.getFirst());
    target.put("runners", runners);
    target.put("std", facts.std());
    target.put("sdk", Json.orNull(facts.sdk().map(sdk -> sdk.kind().word())));
    target.put("sdkOptional", facts.sdk().filter(sdk -> sdk.optional()).isPresent());
    target.put("hosts", facts.hosts());
    target.put("image", row.image().reference());
    target.put("state", row.state());
    var size = row.size().orElse(OptionalLong.empty());
    target.put("size", size.isPresent() ? size.getAsLong() : null);
    return target;
  }
}
