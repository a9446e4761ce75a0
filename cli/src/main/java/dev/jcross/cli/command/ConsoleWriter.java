package dev.jcross.cli.command;

import dev.jcross.cli.console.Console;
import java.io.Writer;

/** Lets picocli print where everybody else does. */
final class ConsoleWriter extends Writer {
  private final Console console;
  private final StringBuilder line = new StringBuilder();

  ConsoleWriter(Console console) {
    this.console = console;
  }

  @Override
  public void write(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text[i] == '\n') {
        printLine();
      } else if (text[i] != '\r') {
        line.append(text[i]);
      }
    }
  }

  private void printLine() {
    console.printColoured(line.toString().stripTrailing());
    line.setLength(0);
  }

  @Override
  public void flush() {
    // A line is printed when it is complete.
  }

  @Override
  public void close() {
    if (!line.isEmpty()) {
      printLine();
    }
  }
}
