/** One class a command of jcross's own. */
@NullMarked
package dev.jcross.cli.command;

import org.jspecify.annotations.NullMarked;
