/** The cargo workspace on disk, read from its TOML files: no cargo is needed on the host. */
@NullMarked
package dev.jcross.project;

import org.jspecify.annotations.NullMarked;
