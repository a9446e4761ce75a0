package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import java.util.Optional;

/**
 * An inspection in few words, for a list of files. It is told behind every build, so it is written
 * without lambdas: each takes its time when it runs for the first time.
 */
public final class InspectionLine {
  private InspectionLine() {}

  /** Such as {@code ELF aarch64, dynamic, glibc 2.17 or newer, 3.4 MB}; printable. */
  public static String of(Inspection inspection) {
    var line = new StringBuilder(what(inspection));
    var linking = inspection.linking();
    if (linking.isPresent()) {
      if (inspection.format() == Format.ELF && inspection.kind() != Kind.SHARED_LIBRARY) {
        line.append(", ").append(linking.get().linkage().word());
      }
      if (linking.get().interpreter().orElse("").contains("/ld-musl")) {
        line.append(", musl");
      }
      floor(line, "glibc", linking.get().glibc());
      floor(line, "GLIBCXX", linking.get().glibcxx());
    }
    var system = system(inspection);
    // Of Linux it is the age of the kernel, which a libc asks for and nobody else.
    if (system.isPresent() && !system.get().name().equals("Linux")) {
      line.append(", ").append(InspectionText.system(system.get()));
    }
    line.append(", ").append(InspectionText.size(inspection.sizeBytes()));
    return InspectionText.printable(line.toString());
  }

  private static void floor(StringBuilder line, String name, Optional<VersionFloor> floor) {
    if (floor.isPresent()) {
      line.append(", ").append(name).append(' ').append(floor.get().minimum()).append(" or newer");
    }
  }

  /** Of a universal file only what holds for all its parts. */
  private static Optional<RequiredSystem> system(Inspection inspection) {
    var first = inspection.parts().isEmpty() ? inspection : inspection.parts().getFirst();
    for (var part : inspection.parts()) {
      if (!part.system().equals(first.system())) {
        return Optional.empty();
      }
    }
    return first.system();
  }

  private static String what(Inspection inspection) {
    var machine = inspection.machine();
    var processor = machine.name();
    if (machine.arm().isPresent()) {
      var arm = machine.arm().get();
      var architecture = arm.architecture().orElse("");
      processor +=
          (architecture.isEmpty() ? "" : " ARM" + architecture)
              + InspectionText.floatWords(arm, " ");
    }
    var kind = inspection.kind();
    return switch (kind) {
      case STATIC_LIBRARY, RUST_LIBRARY -> kind.word() + " for " + processor;
      case MODULE, COMPONENT -> inspection.format().word() + " " + kind.word();
      case EXECUTABLE -> inspection.format().word() + " " + processor;
      case SHARED_LIBRARY, RELOCATABLE, OTHER ->
          inspection.format().word() + " " + processor + " " + kind.word();
    };
  }
}
