/**
 * Recipes, references, and the content-derived name of each image.
 *
 * <p>An {@link dev.jcross.image.ImageSource} is a chain: what an image is made of, down to one that
 * is pulled. Its names follow from its content, so equal inputs share one image.
 */
@NullMarked
package dev.jcross.image;

import org.jspecify.annotations.NullMarked;
