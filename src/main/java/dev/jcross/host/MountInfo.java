package dev.jcross.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code /proc/self/mountinfo}; see proc_pid_mountinfo(5).
 *
 * @param root what of the file system is mounted
 * @param mountPoint where, absolute
 * @param type of the file system, such as {@code ext4}
 */
record MountInfo(String root, String mountPoint, String type) {
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;

  static List<MountInfo> parse(String text) {
    var mounts = new ArrayList<MountInfo>();
    for (var line : text.lines().toList()) {
      var fields = line.split(" ", -1);
      if (fields.length > MOUNT_POINT && fields[MOUNT_POINT].startsWith("/")) {
        // Behind a varying number of fields.
        int end = List.of(fields).indexOf("-");
        mounts.add(
            new MountInfo(
                plain(fields[ROOT]),
                plain(fields[MOUNT_POINT]),
                end > 0 && end + 1 < fields.length ? fields[end + 1] : ""));
      }
    }
    return mounts;
  }

  /** Space, tab, newline and backslash are written in octal. */
  private static String plain(String field) {
    return ESCAPED
        .matcher(field)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(found.group(1), 8))));
  }
}
