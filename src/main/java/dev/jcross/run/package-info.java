/** Carries a plan out in an engine session and yields an {@link dev.jcross.run.Outcome}. */
@NullMarked
package dev.jcross.run;

import org.jspecify.annotations.NullMarked;
