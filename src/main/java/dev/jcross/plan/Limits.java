package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the commands of a container may take of the engine's machine.
 *
 * @param memory bytes, without swap beyond; empty: all there is
 * @param cpus how many processors, such as {@code 1.5}; empty: all there are
 * @param processes how many processes and threads at once
 * @param freeDisk bytes of each disk that stay free; 0: none
 */
public record Limits(Optional<Long> memory, Optional<String> cpus, int processes, long freeDisk) {
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");

  public Limits {
    Objects.requireNonNull(memory);
    Objects.requireNonNull(cpus);
  }

  /** What the settings say, unless the user's own flags for the engine say it. */
  static Limits of(Settings.Limits said, List<ContainerOption> options) {
    return new Limits(
        said.memory().map(Setting::value).filter(bytes -> !typed(options, "memory")),
        said.cpus().map(Setting::value).filter(count -> !typed(options, "cpus")),
        said.processes().value(),
        said.freeDisk().value());
  }

  /** {@code at most 4096 processes; 1 GiB of disk stays free}. */
  @Override
  public String toString() {
    var most = new ArrayList<String>();
    memory.ifPresent(bytes -> most.add(size(bytes) + " of memory"));
    cpus.ifPresent(count -> most.add(count + (count.equals("1") ? " processor" : " processors")));
    most.add(processes + " processes");
    return "at most "
        + String.join(", ", most)
        + (freeDisk == 0 ? "" : "; " + size(freeDisk) + " of disk stays free");
  }

  /** A number of bytes in the largest unit that it is a multiple of: {@code 1536 MiB}. */
  public static String size(long bytes) {
    int power = 0;
    while (power < UNITS.size() - 1 && bytes % (1L << (10 * (power + 1))) == 0) {
      power++;
    }
    return (bytes >> (10 * power)) + " " + UNITS.get(power);
  }

  private static boolean typed(List<ContainerOption> options, String flag) {
    return options.stream().anyMatch(option -> option.flag().equals(flag));
  }
}
