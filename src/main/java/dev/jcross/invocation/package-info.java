/**
 * What the user asked for: the words behind {@code jcross}, taken apart as cargo itself would.
 *
 * <p>Flags that jcross does not know are cargo's and stay where they were.
 */
@NullMarked
package dev.jcross.invocation;

import org.jspecify.annotations.NullMarked;
