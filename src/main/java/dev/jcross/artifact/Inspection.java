package dev.jcross.artifact;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What one file is. Strings come from the file as they are: whoever prints one makes it printable
 * first, as {@link InspectionText} does.
 *
 * @param file as the caller named it
 * @param sizeBytes on disk
 * @param machine of an archive that of its first object
 * @param linking for ELF programs and shared libraries; other formats follow
 * @param symbols for ELF; other formats follow
 * @param buildId the GNU build id in lower-case hexadecimal digits
 */
public record Inspection(
    Path file,
    long sizeBytes,
    Format format,
    Kind kind,
    Machine machine,
    Optional<Linking> linking,
    Optional<Symbols> symbols,
    Optional<String> buildId) {

  /** The container format of a file. */
  public enum Format {
    ELF("ELF"),
    PE("PE"),
    MACHO("Mach-O"),
    WASM("WebAssembly"),
    /** A collection of objects in {@code ar} format: {@code .a}, {@code .lib}, {@code .rlib}. */
    ARCHIVE("ar"),
    /** Binary data of no known format, such as a bare-metal image. */
    UNKNOWN("unknown");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    /** As shown to a person. */
    public String word() {
      return word;
    }
  }

  /** What a file is used for. */
  public enum Kind {
    EXECUTABLE("executable"),
    SHARED_LIBRARY("shared library"),
    /** An object for the linker: {@code .o}, or a kernel module. */
    RELOCATABLE("relocatable"),
    STATIC_LIBRARY("static library"),
    /** A WebAssembly module or component. */
    MODULE("module"),
    /** Something else, such as a core dump. */
    OTHER("other");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As shown to a person. */
    public String word() {
      return word;
    }
  }

  /**
   * What is left in the file for debuggers.
   *
   * @param table whether there is a symbol table ({@code .symtab}); without it the file is stripped
   * @param debugInfo whether there is DWARF ({@code .debug_info})
   */
  public record Symbols(boolean table, boolean debugInfo) {
    public boolean stripped() {
      return !table;
    }
  }

  public Inspection {
    Objects.requireNonNull(file);
    Objects.requireNonNull(format);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(machine);
    Objects.requireNonNull(linking);
    Objects.requireNonNull(symbols);
    Objects.requireNonNull(buildId);
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("negative size of " + file);
    }
  }

  /** The oldest glibc that the file loads with, if it asks for one. */
  public Optional<VersionFloor> glibc() {
    return linking.flatMap(Linking::glibc);
  }
}
