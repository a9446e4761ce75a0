/**
 * The port: what jcross needs of a container engine, in its own words.
 *
 * <p>{@link dev.jcross.engine.ContainerEngine} is what an engine must do; one contract test holds
 * every adapter to it.
 */
@NullMarked
package dev.jcross.engine;

import org.jspecify.annotations.NullMarked;
