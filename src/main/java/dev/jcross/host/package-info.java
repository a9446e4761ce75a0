/** The only reader of environment, user, terminal and operating system. */
@NullMarked
package dev.jcross.host;

import org.jspecify.annotations.NullMarked;
