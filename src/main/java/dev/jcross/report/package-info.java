/**
 * What a build was made of, as documents for others: in-toto statements, SLSA's provenance, the
 * signatures on them, and what such a document proves of a file.
 *
 * <p>Values become documents here and documents values. Nothing is read or written, no program is
 * started; whoever calls brings the bytes.
 */
@NullMarked
package dev.jcross.report;

import org.jspecify.annotations.NullMarked;
