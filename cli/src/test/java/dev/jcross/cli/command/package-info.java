@NullMarked
package dev.jcross.cli.command;

import org.jspecify.annotations.NullMarked;
