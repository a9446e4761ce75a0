/**
 * What jcross left in an engine and in its cache, and what of it may go.
 *
 * <p>{@link dev.jcross.housekeeping.Inventory} reads; {@link dev.jcross.housekeeping.Choice}
 * decides, and is pure; {@link dev.jcross.housekeeping.Remover} does. Nothing is ever chosen that
 * does not carry jcross's label, and of what inherited it from an image of jcross's, nothing
 * either.
 */
@NullMarked
package dev.jcross.housekeeping;

import org.jspecify.annotations.NullMarked;
