package dev.jcross.housekeeping;

import java.util.OptionalLong;

/** Something that jcross made and that can be removed. */
public sealed interface Belonging permits OwnImage, OwnVolume, OwnContainer, CachedFiles {
  /** What a user calls it. */
  String name();

  /** What its removal frees, where somebody counts it. */
  OptionalLong freesBytes();

  /** What it is: image, volume, session, container or directory. */
  String what();
}
