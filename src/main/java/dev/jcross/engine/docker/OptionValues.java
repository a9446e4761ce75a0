package dev.jcross.engine.docker;

import com.github.dockerjava.api.model.DeviceRequest;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values of options as docker/cli reads them. */
final class OptionValues {
  /** As go-units' RAMInBytes: every unit is binary. */
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([kmgtp]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);

  private OptionValues() {}

  static long bytes(String value) {
    var match = SIZE.matcher(value);
    if (!match.matches()) {
      throw new IllegalArgumentException("a size such as 512m or 2g");
    }
    int power = " kmgtp".indexOf(match.group(2).toLowerCase(Locale.ROOT));
    return new BigDecimal(match.group(1))
        .multiply(BigDecimal.valueOf(1L << (match.group(2).isEmpty() ? 0 : power * 10)))
        .longValue();
  }

  static long nanoCpus(String value) {
    return new BigDecimal(value).movePointRight(9).longValueExact();
  }

  static boolean yes(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "t" -> true;
      case "false", "0", "f" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  /** All of it if the character does not occur. */
  static String before(String value, char separator) {
    int at = value.indexOf(separator);
    return at < 0 ? value : value.substring(0, at);
  }

  /** Nothing if the character does not occur. */
  static String behind(String value, char separator) {
    int at = value.indexOf(separator);
    return at < 0 ? "" : value.substring(at + 1);
  }

  /** {@code all}, a number, or fields such as {@code device=0,1} (docker/cli, opts/gpus.go). */
  static DeviceRequest gpus(String value) {
    var request = new DeviceRequest().withCapabilities(List.of(List.of("gpu")));
    if (value.equals("all")) {
      return request.withCount(-1);
    }
    if (value.matches("[0-9]{1,4}")) {
      return request.withCount(Integer.valueOf(value));
    }
    var devices = new ArrayList<String>();
    boolean naming = false;
    for (var field : value.replace("\"", "").split(",", -1)) {
      switch (before(field, '=')) {
        case "device" -> {
          naming = true;
          devices.add(behind(field, '='));
        }
        case "count" -> {
          var count = behind(field, '=');
          request.withCount(count.equals("all") ? -1 : Integer.valueOf(count));
        }
        case "driver" -> request.withDriver(behind(field, '='));
        case "capabilities" ->
            request.withCapabilities(List.of(List.of("gpu", behind(field, '='))));
        default -> {
          if (!naming || field.contains("=")) {
            throw new IllegalArgumentException("all, a number, or device=…");
          }
          devices.add(field);
        }
      }
    }
    return devices.isEmpty() ? request : request.withDeviceIds(devices);
  }

  static RuntimeException refused(ContainerSpec.Option option, String why) {
    return Problem.error(
            ProblemCode.VARIABLE_VALUE,
            "the container option '--"
                + option.flag()
                + " "
                + option.value()
                + "' is not understood")
        .with(why.isEmpty() ? List.of() : List.of(why))
        .asException();
  }
}
