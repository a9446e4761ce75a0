/** Drawing: problems, the board, and the terminal that jcross runs in. */
@NullMarked
package dev.jcross.cli.console;

import org.jspecify.annotations.NullMarked;
