/**
 * What came out of a build: format, machine, linkage, glibc floor.
 *
 * <p>{@link dev.jcross.artifact.ArtifactReader} reads the few bytes of a file that say it, and
 * makes an {@link dev.jcross.artifact.Inspection}; {@link dev.jcross.artifact.InspectionText} and
 * {@link dev.jcross.artifact.InspectionJson} show one. Files are untrusted: whatever they hold, the
 * answer is an inspection or a {@link dev.jcross.problem.ProblemException}, in bounded time and
 * memory.
 */
@NullMarked
package dev.jcross.artifact;

import org.jspecify.annotations.NullMarked;
