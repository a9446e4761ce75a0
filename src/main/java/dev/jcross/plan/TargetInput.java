package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostToolchain;
import dev.jcross.image.ImageSource;
import dev.jcross.lock.CrossLock;
import dev.jcross.target.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of one target before anything is decided.
 *
 * @param origin who named the target
 * @param image what its settings, or jcross's recipes, make of its image; empty if there is none
 * @param platform the triple that programs of the image run on, such as {@code
 *     x86_64-unknown-linux-gnu}
 * @param rustup jcross's image with rustup in it
 * @param hostToolchain this machine's own; asked for only if it is wanted
 * @param commitTime when the commit was made that is checked out: seconds since 1970; empty outside
 *     of a git repository; asked for only if it is wanted
 * @param lock what Cross.lock says; empty if there is none
 */
public record TargetInput(
    Target target,
    String origin,
    Settings settings,
    Optional<ImageSource> image,
    String platform,
    Supplier<ImageSource> rustup,
    Supplier<HostToolchain> hostToolchain,
    Supplier<Optional<String>> commitTime,
    Optional<CrossLock> lock) {
  /** The same for a target with another glibc version. */
  TargetInput with(Target other) {
    return new TargetInput(
        other, origin, settings, image, platform, rustup, hostToolchain, commitTime, lock);
  }

  public TargetInput {
    Objects.requireNonNull(target);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(image);
    Objects.requireNonNull(platform);
    Objects.requireNonNull(rustup);
    Objects.requireNonNull(hostToolchain);
    Objects.requireNonNull(commitTime);
    Objects.requireNonNull(lock);
  }
}
