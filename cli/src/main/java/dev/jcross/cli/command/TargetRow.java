package dev.jcross.cli.command;

import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFacts;
import dev.jcross.plan.Runners;
import dev.jcross.target.GlibcVersions;
import dev.jcross.target.ProgramRunner;
import dev.jcross.target.TargetFamily;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A target that jcross has a recipe for.
 *
 * @param runners what runs its programs on this machine, the default first
 * @param glibc the versions that zig links against
 * @param size of the local image in bytes, empty inside if it is not built; empty if no engine says
 */
record TargetRow(
    TargetTriple triple,
    TargetFamily family,
    RecipeFacts facts,
    List<ProgramRunner> runners,
    Optional<GlibcVersions> glibc,
    ImageSource.Built image,
    Optional<OptionalLong> size) {

  /**
   * What a recipe says of a target.
   *
   * @param machine this machine's architecture, as Rust names it
   */
  static TargetRow of(
      TargetTriple triple,
      ImageSource.Built image,
      String machine,
      Optional<GlibcVersions> glibc,
      Optional<OptionalLong> size) {
    var facts = RecipeFacts.of(image).orElseThrow();
    return new TargetRow(
        triple,
        TargetFamily.of(triple),
        facts,
        Runners.of(triple, facts, machine),
        glibc,
        image,
        size);
  }

  /** Whether a word that was typed is in its name, or in what is told of it. */
  boolean answersTo(String word) {
    var wanted = word.toLowerCase(Locale.ROOT);
    return triple.name().contains(wanted)
        || Stream.concat(
                Stream.of(family.title(), family.word(), facts.libc(), facts.compiler()),
                runners.stream().map(ProgramRunner::word))
            .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** {@code built}, {@code absent} or {@code unknown}. */
  String state() {
    return size.map(known -> known.isPresent() ? "built" : "absent").orElse("unknown");
  }
}
