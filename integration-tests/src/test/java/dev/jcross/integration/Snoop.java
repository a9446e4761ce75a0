package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A build script that looks for secrets wherever it can read, and says where it looked. Something
 * that it can find is hidden, too: who finds nothing at all has not searched.
 */
final class Snoop {
  /** The variable that the build script is handed, and shall find. */
  static final String DECOY = "SNOOP_DECOY";

  private static final String DECOY_VALUE = "a-decoy-that-anybody-may-find";
  private static final Pattern SEARCHED =
      Pattern.compile("searched (\\d+) files and (\\d+) processes");

  private final List<String> secrets;

  private Snoop(List<String> secrets) {
    this.secrets = secrets;
  }

  static Snoop forSecrets(String... secrets) {
    return new Snoop(List.of(secrets));
  }

  /** Puts the build script into a project, and the decoy into its way. */
  Jcross in(Project project) {
    project.buildScript(script());
    project.crossToml("[build.env]\npassthrough = [\"" + DECOY + "\"]\n");
    return project.jcross().with(DECOY, DECOY_VALUE);
  }

  private String script() {
    var words = new ArrayList<String>();
    words.add(turned(DECOY_VALUE));
    secrets.forEach(secret -> words.add(turned(secret)));
    return """
    use std::{env, fs, path::Path};

    // Turned around, so that this program does not find itself.
    const WANTED: &[&str] = &[%s];
    const PLACES: &[&str] = &[
        "/cargo", "/home", "/run", "/.cargo", "/outside", "/tmp", "/etc", "/root", "/var", "/tools",
    ];

    struct Search {
        wanted: Vec<Vec<u8>>,
        files: usize,
    }

    impl Search {
        fn look(&self, bytes: &[u8], place: &str) {
            for (number, wanted) in self.wanted.iter().enumerate() {
                if bytes.windows(wanted.len()).any(|part| part == &wanted[..]) {
                    println!("cargo::warning=found number {number} in {place}");
                }
            }
        }

        fn file(&mut self, path: &Path) {
            if let Ok(bytes) = fs::read(path) {
                self.files += 1;
                self.look(&bytes, &path.display().to_string());
            }
        }

        fn directory(&mut self, path: &Path) {
            // Crates as they were published.
            if path.ends_with("registry/src") || path.ends_with("registry/cache") {
                return;
            }
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => self.directory(&entry.path()),
                    Ok(kind) if kind.is_file() => self.file(&entry.path()),
                    _ => {}
                }
            }
        }
    }

    fn main() {
        let mut search = Search {
            wanted: WANTED.iter().map(|word| word.bytes().rev().collect()).collect(),
            files: 0,
        };
        for (name, value) in env::vars_os() {
            search.look(name.as_encoded_bytes(), "my environment");
            search.look(value.as_encoded_bytes(), "my environment");
        }
        for place in PLACES {
            search.directory(Path::new(place));
        }
        let mut processes = 0;
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            if entry.file_name().to_string_lossy().bytes().all(|c| c.is_ascii_digit()) {
                processes += 1;
                search.file(&entry.path().join("environ"));
                search.file(&entry.path().join("cmdline"));
            }
        }
        println!("cargo::warning=agent {:?}", env::var_os("SSH_AUTH_SOCK"));
        println!("cargo::warning=socket {}", Path::new("/run/jcross-ssh.sock").exists());
        println!("cargo::warning=searched {} files and {processes} processes", search.files);
    }
    """
        .formatted(String.join(", ", words.stream().map(word -> "\"" + word + "\"").toList()));
  }

  private static String turned(String word) {
    return new StringBuilder(word).reverse().toString();
  }

  /** Asserts that the build script searched, and found nothing but the decoy. */
  void foundNothing(Result result) {
    var matcher = SEARCHED.matcher(result.errors());
    assertThat(matcher.find()).as("the build script ran: %s", result.errors()).isTrue();
    assertAll(
        () -> assertThat(Integer.parseInt(matcher.group(1))).isGreaterThan(10),
        // Itself, cargo, the session, and those that look after them.
        () -> assertThat(Integer.parseInt(matcher.group(2))).isGreaterThan(2),
        () -> assertThat(result.errors()).contains("found number 0 in my environment"),
        () -> assertThat(result.errors()).containsPattern("found number 0 in /proc/\\d+/environ"),
        () -> assertThat(result.errors()).doesNotContainPattern("found number [1-9]"),
        () -> assertThat(result.errors()).contains("agent None").contains("socket false"),
        () ->
            secrets.forEach(
                secret -> assertThat(result.output() + result.errors()).doesNotContain(secret)));
  }
}
