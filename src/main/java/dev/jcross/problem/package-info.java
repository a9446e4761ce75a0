/**
 * What went wrong, where, what to do about it, and the exit status it ends in.
 *
 * <p>Everything that a user can cause is a {@link dev.jcross.problem.Problem}: a stable code, one
 * sentence, the place in a file if there is one, and the next thing to type. Readers collect
 * problems and go on, so that all of a file's problems are told at once; a {@link
 * dev.jcross.problem.ProblemException} ends the run.
 */
@NullMarked
package dev.jcross.problem;

import org.jspecify.annotations.NullMarked;
