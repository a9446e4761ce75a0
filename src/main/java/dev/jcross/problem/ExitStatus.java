package dev.jcross.problem;

/**
 * The exit statuses of jcross itself; cargo's own status is passed on untouched. The numbers follow
 * BSD's {@code sysexits.h} where it has one, and the shell's 128 + signal.
 */
public enum ExitStatus {
  OK(0),
  /** The command line makes no sense. */
  USAGE(64),
  /** The container engine cannot be reached or went away. */
  ENGINE(69),
  /** A bug in jcross. */
  BUG(70),
  /** A file, a disk, an image or the network failed. */
  IO(74),
  /** Cross.toml, Cargo.toml or a variable is wrong. */
  CONFIG(78),
  /** Cross.lock does not match. */
  LOCK(80),
  /** Two builds of the same sources differ. */
  DIFFERENT(81),
  /** An artifact fails its check. */
  ARTIFACT(82),
  /** An attestation does not prove what it is to prove. */
  ATTESTATION(83),
  /** An image is not signed as it must be. */
  UNTRUSTED(84),
  HANGUP(129),
  INTERRUPTED(130),
  TERMINATED(143);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number that the process ends with, 0 to 255. */
  public int code() {
    return code;
  }
}
