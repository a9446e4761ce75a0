/** What hostile code tries in a sealed build, and the page that says what stopped it. */
@NullMarked
package dev.jcross.integration.attacks;

import org.jspecify.annotations.NullMarked;
