/**
 * Target triples and what each implies: architecture, operating system, libc, Debian architecture.
 *
 * <p>Pure: everything here follows from the name.
 */
@NullMarked
package dev.jcross.target;

import org.jspecify.annotations.NullMarked;
