/**
 * Runs the real launcher on a real engine with real crates, and asks the engine what became of it.
 *
 * <p>Every test works in directories of its own, and removes the containers, volumes and images
 * that came of them and no others: an engine has other users.
 */
@NullMarked
package dev.jcross.integration;

import org.jspecify.annotations.NullMarked;
