/**
 * Whose images are taken: rules, and whether somebody has signed.
 *
 * <p>Signatures are those of cosign, as they lie in registries. What a key alone can prove is
 * checked here; identities are left to the program {@code cosign}. Nothing here knows an engine.
 */
@NullMarked
package dev.jcross.trust;

import org.jspecify.annotations.NullMarked;
