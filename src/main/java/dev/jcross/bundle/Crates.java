package dev.jcross.bundle;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/**
 * What a Cargo.lock needs of cargo's home: which files there are its crates, and whether files are
 * what it says they are.
 */
public final class Crates {
  private static final String CACHE = "registry/cache/";
  private static final String INDEX = "registry/index/";
  private static final String DATABASES = "git/db/";
  private static final String CHECKOUTS = "git/checkouts/";

  /** As cargo shortens a commit, in the name of a folder. */
  private static final int SHORT_COMMIT = 7;

  private final List<Crate> crates;

  private Crates(List<Crate> crates) {
    this.crates = List.copyOf(crates);
  }

  /**
   * Reads a Cargo.lock.
   *
   * @throws dev.jcross.problem.ProblemException TOML_SYNTAX if it is no TOML
   */
  public static Crates of(String lock) {
    var toml = Toml.parse(lock);
    if (toml.hasErrors()) {
      var first = toml.errors().getFirst();
      throw Problem.error(ProblemCode.TOML_SYNTAX, String.valueOf(first.getMessage()))
          .at(new Place("Cargo.lock", first.position().line(), first.position().column()))
          .help("let cargo make it anew: jcross generate-lockfile")
          .asException();
    }
    var crates = new ArrayList<Crate>();
    var packages = toml.getArray("package");
    for (int i = 0; packages != null && i < packages.size(); i++) {
      if (packages.get(i) instanceof TomlTable row && row.get("source") instanceof String source) {
        crates.add(
            new Crate(
                String.valueOf(row.get("name")),
                String.valueOf(row.get("version")),
                source,
                row.get("checksum") instanceof String sum ? Optional.of(sum) : Optional.empty()));
      }
    }
    return new Crates(crates);
  }

  public int count() {
    return crates.size();
  }

  /**
   * What of cargo's home is theirs.
   *
   * @param files relative paths, sorted
   * @param folders relative paths, sorted; all below them
   */
  public record Selection(List<String> files, List<String> folders) {
    public Selection {
      files = List.copyOf(files);
      folders = List.copyOf(folders);
    }
  }

  /**
   * Chooses from what there is.
   *
   * @param there files below registry/cache and registry/index, relative to cargo's home; folders
   *     below git, with {@code /} at their ends; and .gitmodules of checkouts
   */
  public Selection select(List<String> there) {
    var files = new TreeSet<String>();
    var folders = new TreeSet<String>();
    var registries = new TreeSet<String>();
    var names = new TreeSet<String>();
    var archives = new TreeSet<String>();
    for (var crate : crates) {
      if (!crate.isGit()) {
        names.add(crate.name().toLowerCase(Locale.ROOT));
        archives.add(crate.archive());
      }
    }
    for (var path : there) {
      var last = path.substring(path.lastIndexOf('/') + 1);
      boolean index = path.startsWith(INDEX) && path.contains("/.cache/") && names.contains(last);
      if (index || (path.startsWith(CACHE) && archives.contains(last))) {
        files.add(path);
        registries.add(registry(path));
      }
    }
    for (var path : there) {
      if (path.startsWith(INDEX) && registries.contains(registry(path))) {
        if (path.endsWith("/config.json") && path.split("/", -1).length == 4) {
          files.add(path);
        } else if (path.endsWith("/.git/")) {
          folders.add(path.substring(0, path.length() - 1));
        }
      }
    }
    repositories(there, folders);
    return new Selection(List.copyOf(files), List.copyOf(folders));
  }

  private static String registry(String path) {
    return path.split("/", -1)[2];
  }

  /** A checkout is made anew of the repository; that of submodules cannot be. */
  private void repositories(List<String> there, Set<String> folders) {
    for (var crate : crates) {
      if (!crate.isGit() || crate.commit().length() < SHORT_COMMIT) {
        continue;
      }
      var start = crate.repository().toLowerCase(Locale.ROOT) + "-";
      var commit = crate.commit().substring(0, SHORT_COMMIT);
      for (var path : there) {
        var parts = path.split("/", -1);
        if (path.startsWith(CHECKOUTS)
            && parts.length >= 4
            && parts[2].toLowerCase(Locale.ROOT).startsWith(start)
            && parts[3].equals(commit)) {
          folders.add(DATABASES + parts[2]);
          if (path.endsWith("/.gitmodules")) {
            folders.add(path.substring(0, path.lastIndexOf('/')));
          }
        }
      }
    }
  }

  /**
   * What is wrong with files of cargo's home: cargo itself looks at an archive's checksum only when
   * it downloads it.
   *
   * @param entries with paths relative to cargo's home
   */
  public Optional<String> fault(List<Entry> entries) {
    for (var entry : entries) {
      var path = entry.path();
      if (path.startsWith(CACHE)) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        boolean known =
            entry instanceof Entry.Content file
                && crates.stream()
                    .anyMatch(
                        crate ->
                            crate.archive().equals(name)
                                && crate.checksum().filter(file.sha256()::equals).isPresent());
        if (!known) {
          return Optional.of(name + " is not the crate that Cargo.lock names");
        }
      } else if (!path.startsWith(INDEX)
          && !path.startsWith(DATABASES)
          && !path.startsWith(CHECKOUTS)) {
        return Optional.of(path + " is no part of a crate");
      }
    }
    return Optional.empty();
  }
}
