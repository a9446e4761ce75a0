package dev.jcross.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the doctor asks of the machine that it runs on. */
interface Machine {
  /**
   * A disk.
   *
   * @param name equal for directories on the same disk
   */
  record Disk(String name, long freeBytes) {}

  /** The disk of a directory, or of the nearest one above it that exists. */
  Disk disk(Path directory) throws IOException;

  /** Whether there is a directory of that name. */
  boolean isDirectory(Path directory);

  /** Whether the search path has a program of that name. */
  boolean hasProgram(String name);

  /** How many certificates a PEM file holds. */
  int certificates(Path bundle) throws IOException;

  /**
   * Asks a web server, through the proxies of the environment.
   *
   * @param caBundle certificates to trust besides the well-known ones
   * @return the status of its answer
   */
  int ask(URI address, Optional<Path> caBundle, Duration limit) throws IOException;
}
