package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What came of a process: its status, and its two streams as text. */
record Result(List<String> command, int status, String output, String errors) {
  /** Of jcross's own problems; those of rustc have numbers in their codes. */
  private static final Pattern PROBLEM = Pattern.compile("(?:error|warning)\\[[A-Z_]+\\]: .*");

  Result {
    command = List.copyOf(command);
  }

  Result hasStatus(int expected) {
    assertThat(status).as("the status of %s%n%s%s", command, output, errors).isEqualTo(expected);
    return this;
  }

  /** Asserts on the first line of the first problem that jcross tells, all of it. */
  Result tells(String line) {
    assertThat(problems()).as("the problems in%n%s", errors).startsWith(line);
    return showsNoStackTrace();
  }

  /** Asserts on a line of standard error, all of it. */
  Result hasErrorLine(String line) {
    assertThat(errors.lines()).contains(line);
    return this;
  }

  Result showsNoStackTrace() {
    assertThat(errors).doesNotContain("\tat ", "| at ", "Exception", "[BUG]");
    return this;
  }

  List<String> problems() {
    return errors.lines().filter(line -> PROBLEM.matcher(line).matches()).toList();
  }
}
