@NullMarked
package dev.jcross.housekeeping;

import org.jspecify.annotations.NullMarked;
