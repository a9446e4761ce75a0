@NullMarked
package dev.jcross.artifact;

import org.jspecify.annotations.NullMarked;
