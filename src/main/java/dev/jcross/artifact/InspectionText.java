package dev.jcross.artifact;

import dev.jcross.artifact.ArmAttributes.FloatAbi;
import dev.jcross.artifact.Inspection.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An inspection as a person reads it. */
public final class InspectionText {
  private static final int SHOWN_SYMBOLS = 4;

  private InspectionText() {}

  /**
   * The file's name, then one aspect a line, aligned; aspects that the file does not have are left
   * out. Plain printable text: control characters from the file are shown as {@code \x1b}.
   */
  public static List<String> lines(Inspection inspection) {
    var lines = new ArrayList<String>();
    var name = inspection.file().getFileName();
    lines.add(printable(String.valueOf(name == null ? inspection.file() : name)));
    addAspects(lines, inspection);
    for (var part : inspection.parts()) {
      lines.add("  for " + printable(part.machine().name()));
      var aspects = new ArrayList<String>();
      addAspects(aspects, part);
      aspects.forEach(aspect -> lines.add("  " + aspect));
    }
    return List.copyOf(lines);
  }

  private static void addAspects(List<String> lines, Inspection inspection) {
    add(lines, "format", format(inspection));
    add(lines, "machine", machine(inspection.machine()));
    inspection.system().ifPresent(system -> add(lines, "system", system(system)));
    inspection.linking().ifPresent(linking -> addLinking(lines, linking));
    inspection.imports().forEach((module, names) -> add(lines, "imports", imports(module, names)));
    inspection
        .symbols()
        .map(symbols -> symbols(symbols, inspection))
        .ifPresent(text -> add(lines, "symbols", text));
    inspection.buildId().ifPresent(id -> add(lines, "build id", id));
    add(lines, "size", size(inspection.sizeBytes()));
  }

  static String system(RequiredSystem system) {
    return system.name()
        + system.minimum().map(version -> " " + version + " or newer").orElse("")
        + system.subsystem().map(word -> ", " + word).orElse("");
  }

  private static String imports(String module, List<String> names) {
    var shown = names.stream().limit(SHOWN_SYMBOLS).collect(Collectors.joining(", "));
    int more = names.size() - SHOWN_SYMBOLS;
    return module
        + (shown.isEmpty() ? "" : "  (" + shown + (more > 0 ? " and " + more + " more)" : ")"));
  }

  private static void addLinking(List<String> lines, Linking linking) {
    add(
        lines,
        "linkage",
        linking.linkage().word()
            + linking.interpreter().map(path -> ", interpreter " + path).orElse(""));
    linking.soname().ifPresent(name -> add(lines, "soname", name));
    if (!linking.needed().isEmpty()) {
      add(lines, "needs", String.join(", ", linking.needed()));
    }
    linking.rpath().ifPresent(path -> add(lines, "rpath", path));
    linking.runpath().ifPresent(path -> add(lines, "runpath", path));
    linking.glibc().ifPresent(floor -> add(lines, "glibc", floor(floor)));
    linking.glibcxx().ifPresent(floor -> add(lines, "GLIBCXX", floor(floor)));
    linking.cxxabi().ifPresent(floor -> add(lines, "CXXABI", floor(floor)));
  }

  private static void add(List<String> lines, String aspect, String text) {
    lines.add("  " + aspect + " ".repeat(13 - aspect.length()) + printable(text));
  }

  private static String format(Inspection inspection) {
    var text = new StringBuilder(inspection.format().word());
    inspection.machine().bits().ifPresent(bits -> text.append(' ').append(bits).append("-bit"));
    if (inspection.machine().bits().isPresent()) {
      inspection
          .machine()
          .endianness()
          .filter(order -> inspection.format() != Inspection.Format.WASM)
          .ifPresent(order -> text.append(' ').append(order.word()).append("-endian"));
    }
    if (inspection.format() != Inspection.Format.UNKNOWN) {
      text.append(' ').append(inspection.kind().word());
    }
    if (inspection.kind() == Inspection.Kind.EXECUTABLE
        && inspection.linking().map(Linking::positionIndependent).orElse(false)) {
      text.append(" (PIE)");
    }
    return text.toString();
  }

  private static String machine(Machine machine) {
    return machine.name()
        + machine
            .arm()
            .map(
                arm ->
                    arm.architecture()
                            .map(name -> ", ARM" + name + profile(name, arm.profile()))
                            .orElse("")
                        + floatWords(arm, ", ")
                        + arm.fpu().map(fpu -> ", " + fpu).orElse("")
                        + newerCode(arm))
            .orElse("")
        + machine.abi().map(abi -> ", " + abi).orElse("");
  }

  static String floatWords(ArmAttributes arm, String before) {
    return arm.floatAbi() == FloatAbi.ANY
        ? ""
        : before + arm.floatAbi().name().toLowerCase(Locale.ROOT) + " float";
  }

  private static String newerCode(ArmAttributes arm) {
    boolean told = arm.architecture().filter(name -> !name.matches("v[456].*")).isPresent();
    return told ? "" : arm.compiledFor().map(name -> ", with code for ARM" + name).orElse("");
  }

  private static String profile(String architecture, Optional<String> profile) {
    return architecture.contains("-") ? "" : profile.map(letter -> "-" + letter).orElse("");
  }

  private static String floor(VersionFloor floor) {
    var minimum = floor.minimum();
    var symbols = floor.symbols().getOrDefault(minimum, List.of());
    if (symbols.isEmpty()) {
      return minimum + " or newer";
    }
    var shown = symbols.stream().limit(SHOWN_SYMBOLS).collect(Collectors.joining(", "));
    int more = symbols.size() - SHOWN_SYMBOLS;
    return minimum
        + " or newer  ("
        + minimum
        + ": "
        + shown
        + (more > 0 ? " and " + more + " more)" : ")");
  }

  private static String symbols(Symbols symbols, Inspection inspection) {
    boolean elsewhere =
        inspection.format() == Inspection.Format.PE && inspection.buildId().isPresent();
    return (!symbols.stripped()
            ? "kept"
            : elsewhere ? "in a database of their own (.pdb)" : "stripped")
        + (symbols.debugInfo() ? ", with debug info" : "");
  }

  /** In decimal units, as shops and {@code ls --si} count. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    long tenths = (bytes / 50 + 1) / 2;
    for (var unit : List.of("kB", "MB", "GB")) {
      if (tenths < 10_000) {
        return tenths / 10 + "." + tenths % 10 + " " + unit;
      }
      tenths = (tenths + 500) / 1000;
    }
    return tenths / 10 + "." + tenths % 10 + " TB";
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** A file's strings could steer the terminal. */
  static String printable(String text) {
    if (isPlain(text)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    shown.append(
                        String.format(Locale.ROOT, point < 256 ? "\\x%02x" : "\\u{%x}", point));
                default -> shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }
}
