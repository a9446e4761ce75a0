/**
 * What was shown of each target: rows in files, one a target, and the page that is made of them.
 *
 * <p>A {@link dev.jcross.integration.targets.Row} is what came of one run of the checks; {@link
 * dev.jcross.integration.targets.KnownExceptions} says which checks a target cannot pass, and why.
 */
@NullMarked
package dev.jcross.integration.targets;

import org.jspecify.annotations.NullMarked;
