package dev.jcross.plan;

import dev.jcross.config.Settings;

/** When images of registries are pulled. */
public enum Pull {
  /** Where there is none of the name. */
  MISSING,
  /** Before every command; one that is named by its digest only once. */
  ALWAYS,
  NEVER,
  /** Never, and none is built either: whatever runs is to do without the network. */
  OFFLINE;

  static Pull of(Settings.PullPolicy policy) {
    return switch (policy) {
      case MISSING -> MISSING;
      case ALWAYS -> ALWAYS;
      case NEVER -> NEVER;
    };
  }
}
