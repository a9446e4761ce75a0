/**
 * Cross.toml, {@code [*.metadata.cross]} and {@code CROSS_*} as settings that know their origin.
 *
 * <p>One table of keys is the source of parsing, of {@code jcross explain} and of the reference.
 */
@NullMarked
package dev.jcross.config;

import org.jspecify.annotations.NullMarked;
