/**
 * What cross does, row by row, and what jcross does about it: the cases in {@code
 * src/test/resources/conformance}, their runner, and the page that is made of them.
 *
 * <p>A row says what a user of cross knows; its cases lay down files, a whole environment and a
 * command line, and say what {@code jcross plan --json} must answer. No case needs an engine. The
 * form of the files is told in their README.
 */
@NullMarked
package dev.jcross.integration.conformance;

import org.jspecify.annotations.NullMarked;
