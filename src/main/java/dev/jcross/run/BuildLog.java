package dev.jcross.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What an engine printed while it built an image. */
final class BuildLog {
  private static final int LINES_SHOWN = 20;
  private static final Pattern STEP = Pattern.compile("Step \\d+/\\d+ : (.*)");
  private static final Pattern ENGINE =
      Pattern.compile(" --->.*|Removing intermediate container .*");
  private static final Pattern STATUS = Pattern.compile("returned a non-zero code: (\\d+)");

  /** Said by images/common/add-std. */
  private static final String NEW_BASE = "build the base image anew";

  private BuildLog() {}

  /** The instruction that failed, and the end of what it printed. */
  static List<String> ofLastStep(List<String> log) {
    int start = log.size() - 1;
    while (start > 0 && !STEP.matcher(log.get(start)).matches()) {
      start--;
    }
    var shown = new ArrayList<String>();
    for (var line : log.subList(Math.max(start, 0), log.size())) {
      if (!ENGINE.matcher(line).matches()) {
        shown.add(line);
      }
    }
    if (shown.size() <= LINES_SHOWN) {
      return shown;
    }
    var shortened = new ArrayList<String>();
    shortened.add(shown.getFirst());
    shortened.add("…");
    shortened.addAll(shown.subList(shown.size() - LINES_SHOWN + 2, shown.size()));
    return shortened;
  }

  /** The engine's sentence, without the command that stands in the log already. */
  static String reason(String sentence) {
    var status = STATUS.matcher(sentence);
    return status.find() ? "a step ended with exit status " + status.group(1) : sentence;
  }

  static boolean asksForNewBase(List<String> log) {
    return log.stream().anyMatch(line -> line.contains(NEW_BASE));
  }
}
