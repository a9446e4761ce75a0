/** The docker-java adapter, the only importer of docker-java. */
@NullMarked
package dev.jcross.engine.docker;

import org.jspecify.annotations.NullMarked;
