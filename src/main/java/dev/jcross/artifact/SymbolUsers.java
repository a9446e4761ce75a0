package dev.jcross.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who asks for symbols: looks into the libraries and objects that a build was linked from. What it
 * cannot read it leaves out.
 *
 * @param users for each who asks, in words, the symbols, sorted
 */
public record SymbolUsers(Map<String, Set<String>> users) {
  /** What every program starts with; no library of the build asks for it. */
  private static final Set<String> START = Set.of("__libc_start_main", "__libc_csu_init");

  private static final Set<String> STANDARD =
      Set.of(
          "std",
          "core",
          "alloc",
          "panic_unwind",
          "panic_abort",
          "unwind",
          "compiler_builtins",
          "test",
          "proc_macro",
          "std_detect");

  /** Names with cargo's hash behind them. */
  private static final Pattern HASHED = Pattern.compile("(.+?)-[0-9a-f]{16}(?:\\..*)?");

  /** Names with the hash of a compiler session, which have a folder of their own. */
  private static final Pattern INCREMENTAL = Pattern.compile("(.+)-[0-9a-z]+");

  private static final Path SESSIONS = Path.of("incremental");

  /** Rust's own folder of libraries, with those that std itself is made of. */
  private static final Path SYSROOT = Path.of("rustlib");

  private static final String RUST = "Rust's standard library";

  private static final int MOST_FILES = 2000;
  private static final int SHOWN = 8;

  public SymbolUsers {
    users = Map.copyOf(users);
  }

  /**
   * Looks for these symbols.
   *
   * @param folder holds the files, under the paths that they had in the build
   */
  public static SymbolUsers in(Path folder, Set<String> symbols) {
    var users = new TreeMap<String, Set<String>>();
    try (var walk = Files.walk(folder)) {
      for (var file : walk.filter(Files::isRegularFile).limit(MOST_FILES).sorted().toList()) {
        var crate = crate(folder.relativize(file));
        if (crate.isPresent()) {
          var found = undefined(file, symbols);
          if (!found.isEmpty()) {
            users.computeIfAbsent(crate.get(), key -> new TreeSet<>()).addAll(found);
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What was found so far is true all the same.
    }
    return new SymbolUsers(users);
  }

  private static Set<String> undefined(Path file, Set<String> symbols) {
    try (var channel = FileChannel.open(file)) {
      var bytes = Bytes.of(channel);
      return switch (Magic.of(bytes)) {
        case ELF -> ElfUndefined.in(bytes, symbols);
        case ARCHIVE -> ArchiveReader.undefined(bytes, symbols);
        default -> Set.of();
      };
    } catch (IOException | DamagedException e) {
      return Set.of();
    }
  }

  /**
   * By the file's name, or that of a folder above it: a build script's, an incremental build's.
   * What has no hash is a result itself.
   */
  private static Optional<String> crate(Path file) {
    for (var part : file) {
      if (part.equals(SYSROOT)) {
        return Optional.of(RUST);
      }
    }
    for (int i = file.getNameCount() - 1; i >= 0; i--) {
      boolean session = i > 0 && file.getName(i - 1).equals(SESSIONS);
      var hashed =
          (session ? INCREMENTAL : HASHED).matcher(withoutPrefix(file.getName(i).toString()));
      if (hashed.matches()) {
        var name = hashed.group(1).replace('-', '_');
        return Optional.of(STANDARD.contains(name) ? RUST : "the crate " + name);
      }
    }
    return Optional.empty();
  }

  /** Crates may be called so themselves, and their folders and objects with them: libz-sys. */
  private static String withoutPrefix(String name) {
    boolean library = name.endsWith(".rlib") || name.endsWith(".a");
    return library && name.startsWith("lib") ? name.substring("lib".length()) : name;
  }

  /** Lines that tell of each of these symbols who asks for it, as far as that can be told. */
  List<String> lines(Set<String> symbols) {
    var lines = new ArrayList<String>();
    var left = new TreeSet<>(symbols);
    for (var user : new TreeMap<>(users).entrySet()) {
      var his = new TreeSet<>(user.getValue());
      his.retainAll(symbols);
      left.removeAll(his);
      add(lines, user.getKey(), his);
    }
    var start = new TreeSet<>(left);
    start.retainAll(START);
    left.removeAll(start);
    add(lines, "the start code of every program", start);
    add(
        lines,
        "nothing that cargo keeps, so by the program's own crate or by a library of the image",
        left);
    return lines;
  }

  private static void add(List<String> lines, String user, Set<String> symbols) {
    if (!symbols.isEmpty()) {
      int more = symbols.size() - SHOWN;
      lines.add(
          InspectionText.printable(
              "asked for by "
                  + user
                  + ": "
                  + String.join(", ", symbols.stream().limit(SHOWN).toList())
                  + (more > 0 ? " and " + more + " more" : "")));
    }
  }
}
