package dev.jcross.artifact;

/**
 * The file contradicts itself or ends too early; the message completes "the file is damaged: …".
 */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
