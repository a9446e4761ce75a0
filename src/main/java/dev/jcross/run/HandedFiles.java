package dev.jcross.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * Files that a command finds in memory. They travel as variables, which exec.sh takes away again:
 * arguments can be read by everybody on the machine.
 */
final class HandedFiles {
  private HandedFiles() {}

  /** One variable a file: its path, and what stands in it from the second line on. */
  static Map<String, String> variables(Map<String, String> files) {
    var variables = new TreeMap<String, String>();
    int number = 0;
    for (var file : new TreeMap<>(files).entrySet()) {
      variables.put("JCROSS_FILE_" + number++, file.getKey() + "\n" + file.getValue());
    }
    return variables;
  }
}
