package dev.jcross.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the doctor asks of the machine that it runs on. */
interface Machine {
  /**
   * A disk.
   *
   * @param name equal for directories on the same disk
   */
  record Disk(String name, long freeBytes) {}

  /**
   * A program that Linux starts for foreign executables.
   *
   * @param machine the {@code e_machine} of the ELF files that it takes; see elf.h
   * @param inContainers whether its program was opened beforehand (flag F), so that containers,
   *     which do not have the file, get it too
   */
  record Handler(int machine, boolean inContainers) {}

  /** The disk of a directory, or of the nearest one above it that exists. */
  Disk disk(Path directory) throws IOException;

  /** Whether there is a directory of that name. */
  boolean isDirectory(Path directory);

  /** Whether the search path has a program of that name. */
  boolean hasProgram(String name);

  /** The enabled handlers of binfmt_misc; empty where it is not mounted. */
  List<Handler> handlers();

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
