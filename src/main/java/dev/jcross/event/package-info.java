/**
 * Facts of a run, folded into a board that any terminal can draw.
 *
 * <p>Facts go one way: who does the work tells them, who draws folds them with {@link
 * dev.jcross.event.Board#after}. A board is a value; drawing it is a pure function of it, the time
 * and the width.
 */
@NullMarked
package dev.jcross.event;

import org.jspecify.annotations.NullMarked;
