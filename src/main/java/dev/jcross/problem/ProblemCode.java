package dev.jcross.problem;

/** Stable names of what can go wrong, and the exit status each ends in. */
public enum ProblemCode {
  // What was typed.
  USAGE(ExitStatus.USAGE),
  FLAG_UNKNOWN(ExitStatus.USAGE),
  FLAG_VALUE(ExitStatus.USAGE),
  TOOLCHAIN_NAME(ExitStatus.USAGE),
  TARGET_UNKNOWN(ExitStatus.USAGE),

  // What lies on disk.
  PROJECT_MISSING(ExitStatus.CONFIG),
  MANIFEST_INVALID(ExitStatus.CONFIG),
  LOCKFILE_STALE(ExitStatus.CONFIG),

  // Cross.toml, metadata and variables.
  CONFIG_MISSING(ExitStatus.CONFIG),
  CONFIG_NAME(ExitStatus.CONFIG),
  TOML_SYNTAX(ExitStatus.CONFIG),
  KEY_UNKNOWN(ExitStatus.CONFIG),
  KEY_TYPE(ExitStatus.CONFIG),
  KEY_VALUE(ExitStatus.CONFIG),
  KEY_TWICE(ExitStatus.CONFIG),
  TARGET_MISSPELT(ExitStatus.CONFIG),
  VARIABLE_NAME(ExitStatus.CONFIG),
  VARIABLE_VALUE(ExitStatus.CONFIG),
  VOLUME_MISSING(ExitStatus.CONFIG),
  CA_BUNDLE(ExitStatus.CONFIG),
  TARGET_WITHOUT_IMAGE(ExitStatus.CONFIG),
  TARGET_WITHOUT_RUNNER(ExitStatus.CONFIG),
  /** A vendor's development kit is not there, or is none. */
  SDK_MISSING(ExitStatus.CONFIG),
  TOOLCHAIN_UNAVAILABLE(ExitStatus.CONFIG),
  SSH_AGENT(ExitStatus.CONFIG),
  /** There are warnings, and in CI they count as errors. */
  WARNINGS(ExitStatus.CONFIG),
  /** The host's cargo was asked for, and there is none. */
  CARGO_MISSING(ExitStatus.CONFIG),

  // Cross.lock.
  /** Its text makes no sense. */
  LOCK_INVALID(ExitStatus.LOCK),
  LOCK_CONFLICT(ExitStatus.LOCK),
  LOCK_VERSION(ExitStatus.LOCK),
  /** It is not of these settings. */
  LOCK_STALE(ExitStatus.LOCK),
  /** An image is another than the locked one. */
  LOCK_MISMATCH(ExitStatus.LOCK),

  // Bundles.
  /** It is none, it is cut off, or bytes in it were changed. */
  BUNDLE_INVALID(ExitStatus.IO),
  BUNDLE_VERSION(ExitStatus.IO),
  /** It is of other locks, another project or another kind of machine. */
  BUNDLE_MISMATCH(ExitStatus.LOCK),
  /** What is to go into it cannot. */
  BUNDLE_CONTENT(ExitStatus.CONFIG),
  /** Something is missing, and nothing may be downloaded. */
  OFFLINE(ExitStatus.IO),

  // The engine and its images.
  ENGINE_MISSING(ExitStatus.ENGINE),
  ENGINE_PERMISSION(ExitStatus.ENGINE),
  ENGINE_UNREACHABLE(ExitStatus.ENGINE),
  ENGINE_TOO_OLD(ExitStatus.ENGINE),
  ENGINE_LOST(ExitStatus.ENGINE),
  ENGINE_REFUSED(ExitStatus.ENGINE),
  IN_USE(ExitStatus.ENGINE),
  ENGINE_REMOTE(ExitStatus.CONFIG),
  IMAGE_MISSING(ExitStatus.IO),
  IMAGE_PULL(ExitStatus.IO),
  /** A registry serves other bytes than belong to a digest. */
  IMAGE_CORRUPT(ExitStatus.IO),
  /** It must not be used, whoever signed it; or it has no digest that could be signed. */
  IMAGE_UNTRUSTED(ExitStatus.UNTRUSTED),
  IMAGE_UNSIGNED(ExitStatus.UNTRUSTED),
  /** It is signed, but not by whom it must be, or not for what it is. */
  IMAGE_SIGNATURE(ExitStatus.UNTRUSTED),
  /** The file of a public key is not there, or holds none. */
  TRUST_KEY(ExitStatus.CONFIG),
  /** A registry does not tell the signatures. */
  TRUST_UNREACHABLE(ExitStatus.IO),
  IMAGE_BUILD(ExitStatus.IO),
  IMAGE_BASE(ExitStatus.IO),
  DOCKERFILE_MISSING(ExitStatus.CONFIG),
  SESSION_START(ExitStatus.ENGINE),

  // The machine.
  DISK_FULL(ExitStatus.IO),
  FILE(ExitStatus.IO),

  // Notes on a failed build; cargo's own exit status stays.
  NETWORK_SEALED(ExitStatus.IO),
  CRATES_DOWNLOAD(ExitStatus.IO),
  SDK_DOWNLOAD(ExitStatus.IO),
  TOOLCHAIN_INSTALL(ExitStatus.IO),
  REGISTRY_TOKEN(ExitStatus.IO),
  GIT_ACCESS(ExitStatus.IO),
  SSH_HOST_KEY(ExitStatus.IO),
  PROGRAM_MISSING(ExitStatus.IO),

  // What came out.
  ARTIFACT_UNREADABLE(ExitStatus.ARTIFACT),
  ARTIFACT_MACHINE(ExitStatus.ARTIFACT),
  GLIBC_TOO_NEW(ExitStatus.ARTIFACT),
  /** The same sources gave other bytes. */
  BUILDS_DIFFER(ExitStatus.DIFFERENT),

  // Who built what of what.
  /** A key to sign or to check with cannot be used. */
  SIGNING_KEY(ExitStatus.CONFIG),
  /** Sigstore, or the program that speaks with it, did not sign. */
  SIGSTORE(ExitStatus.IO),
  /** Nothing says how a file was built. */
  ATTESTATION_MISSING(ExitStatus.ATTESTATION),
  /** It is none, or not whole, or nobody has signed it. */
  ATTESTATION_UNREADABLE(ExitStatus.ATTESTATION),
  /** It is not of the one who should have signed it, or was changed since. */
  ATTESTATION_SIGNATURE(ExitStatus.ATTESTATION),
  /** It is about something else. */
  ATTESTATION_MISMATCH(ExitStatus.ATTESTATION),

  INTERRUPTED(ExitStatus.INTERRUPTED),
  BUG(ExitStatus.BUG);

  private final ExitStatus exitStatus;

  ProblemCode(ExitStatus exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** How a run ends that this problem stops. */
  public ExitStatus exitStatus() {
    return exitStatus;
  }
}
