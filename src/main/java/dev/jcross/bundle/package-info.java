/**
 * The file that {@code jcross bundle} writes and reads: images, crates and toolchains for machines
 * without a network.
 *
 * <p>It is a tar archive, described in docs/reference/bundle.md. Its manifest has the digest of
 * everything in it, and whoever reads it checks all of that before the first byte is used.
 */
@NullMarked
package dev.jcross.bundle;

import org.jspecify.annotations.NullMarked;
