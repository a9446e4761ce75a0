/**
 * {@code Cross.lock}: reading, checking, writing.
 *
 * <p>The file says for each target, and each kind of machine that builds for it, which image was
 * followed and what is in it. A build that finds a lock takes no other image.
 */
@NullMarked
package dev.jcross.lock;

import org.jspecify.annotations.NullMarked;
