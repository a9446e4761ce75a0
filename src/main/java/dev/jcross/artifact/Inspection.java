package dev.jcross.artifact;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one file is. Strings come from the file as they are: whoever prints one makes it printable
 * first, as {@link InspectionText} does.
 *
 * @param file as the caller named it
 * @param sizeBytes on disk; of a part of a universal file the part's
 * @param machine of an archive that of its objects
 * @param system the operating system that the file names, if it names one
 * @param linking for programs and shared libraries of ELF, PE and Mach-O
 * @param imports of WebAssembly: for each module that has to be there, sorted, what is taken from
 *     it, in the file's order
 * @param symbols what debuggers find; empty for formats that say nothing of it
 * @param buildId what tells this build from others, in lower-case hexadecimal digits: ELF's GNU
 *     build id, Mach-O's UUID, the identity of a PE file's debug database
 * @param parts of a universal Mach-O one for each processor; else none
 */
public record Inspection(
    Path file,
    long sizeBytes,
    Format format,
    Kind kind,
    Machine machine,
    Optional<RequiredSystem> system,
    Optional<Linking> linking,
    Map<String, List<String>> imports,
    Optional<Symbols> symbols,
    Optional<String> buildId,
    List<Inspection> parts) {

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
    /** A static library that only Rust's compiler of the same version can use: {@code .rlib}. */
    RUST_LIBRARY("Rust library"),
    /** A WebAssembly module. */
    MODULE("module"),
    /** A WebAssembly component: modules, and the interface between them and the world. */
    COMPONENT("component"),
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
   * @param table whether the file's own symbols are named; without that it is stripped
   * @param debugInfo whether there is DWARF in the file
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
    Objects.requireNonNull(system);
    Objects.requireNonNull(linking);
    imports = Collections.unmodifiableSortedMap(new TreeMap<>(imports));
    Objects.requireNonNull(symbols);
    Objects.requireNonNull(buildId);
    parts = List.copyOf(parts);
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("negative size of " + file);
    }
  }

  /** The oldest glibc that the file loads with, if it asks for one. */
  public Optional<VersionFloor> glibc() {
    return linking.flatMap(Linking::glibc);
  }
}
