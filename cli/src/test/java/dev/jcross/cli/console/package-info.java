@NullMarked
package dev.jcross.cli.console;

import org.jspecify.annotations.NullMarked;
