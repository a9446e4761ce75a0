package dev.jcross.report;

import java.util.Optional;

/** A key cannot be used; the message says why. */
public final class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String help;

  KeyException(String message, String help) {
    super(message);
    this.help = help;
  }

  /** A command that mends it, with {@code FILE} for the key's file. */
  public Optional<String> help() {
    return Optional.of(help).filter(text -> !text.isEmpty());
  }
}
