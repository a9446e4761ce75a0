package dev.jcross.plan;

import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Cargo before 1.91, which keeps results and intermediate files in one directory: there that is the
 * build volume, and results are copied from it. Else build scripts of this container and of the
 * host's cargo would lie in one place, and each be run by the other.
 */
final class OldCargo {
  /** The first whose {@code build.build-dir} is stable. */
  private static final int FIRST_NEW = 91;

  private static final Pattern VERSION = Pattern.compile("1\\.([0-9]+)([.-].*)?");

  /**
   * $1: the triple; then the command. What cargo made for itself stays: it lies in directories, or
   * has a hash in its name.
   */
  private static final String COPYING =
      """
      triple=$1; shift
      "$@" || exit
      cd %s || exit
      for file in "$triple"/*/* "$triple"/*/examples/*; do
        [ -f "$file" ] || continue
        case ${file##*/} in *-????????????????|*-????????????????.*) continue ;; esac
        to=%s/$file
        [ "$to" -nt "$file" ] && continue
        mkdir -p "${to%%/*}" && cp -p "$file" "$to.jcross" && mv "$to.jcross" "$to" || exit 1
      done
      [ ! -d "$triple/doc" ] || { mkdir -p %s/"$triple" && cp -Rp "$triple/doc" %s/"$triple"; }
      """
          .formatted(Mounts.BUILD, Mounts.TARGET, Mounts.TARGET, Mounts.TARGET);

  private OldCargo() {}

  /** Whether the toolchain is known to be one. */
  static boolean is(Toolchain toolchain) {
    var version = VERSION.matcher(toolchain.channel());
    return version.matches() && Integer.parseInt(version.group(1)) < FIRST_NEW;
  }

  static Map<String, EnvironmentValue> environment() {
    var all = new TreeMap<String, EnvironmentValue>();
    all.put("CARGO_TARGET_DIR", ContainerEnvironment.of(Mounts.BUILD));
    return all;
  }

  /** A command that compiles, and the copying behind it. */
  static List<String> around(Target target, List<String> command) {
    var all =
        new ArrayList<>(
            List.of("/bin/sh", "-c", COPYING, "jcross-results", target.triple().name()));
    all.addAll(command);
    return all;
  }
}
