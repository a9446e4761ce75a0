package dev.jcross.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A machine on which all is well, unless a test says otherwise. */
class FakeMachine implements Machine {
  @Override
  public Disk disk(Path directory) throws IOException {
    return new Disk("/dev/sda1", 66_400_000_000L);
  }

  @Override
  public boolean isDirectory(Path directory) {
    return true;
  }

  @Override
  public boolean hasProgram(String name) {
    return true;
  }

  @Override
  public int certificates(Path bundle) throws IOException {
    throw new NoSuchFileException(bundle.toString());
  }

  @Override
  public int ask(URI address, Optional<Path> caBundle, Duration limit) throws IOException {
    return 200;
  }
}
