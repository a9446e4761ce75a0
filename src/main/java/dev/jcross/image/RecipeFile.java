package dev.jcross.image;

import java.nio.file.Path;

/** One file of a recipe's build context; {@code path} is relative, with {@code /}. */
public sealed interface RecipeFile {
  String path();

  /** A file whose content is at hand. */
  record Text(String path, boolean executable, String content) implements RecipeFile {}

  /** A file of the user's context. */
  record OnDisk(String path, boolean executable, Path file) implements RecipeFile {}

  /** A symbolic link. */
  record Link(String path, String target) implements RecipeFile {}
}
