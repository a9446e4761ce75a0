@NullMarked
package dev.jcross.cli;

import org.jspecify.annotations.NullMarked;
