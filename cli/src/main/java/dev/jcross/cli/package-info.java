/** argv in, exit status out; {@code Main} wires everything. */
@NullMarked
package dev.jcross.cli;

import org.jspecify.annotations.NullMarked;
