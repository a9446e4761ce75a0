package dev.jcross.integration.attacks;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/reference/hermeticity.md}. */
final class HermeticityPage {
  private static final String ROWS = "ROWS";

  private static final String TEXT =
      """
      # What a sealed build cannot do

      <!-- Generated from integration-tests, where each of these is tried: ./dev docs -->

      Build scripts, procedural macros and `rustc` run in the compile step, which has no network and sees nothing that is not needed. A test has [a build script](../../integration-tests/src/test/resources/attacks/build.rs) try each of these in a build with `--locked`, and asserts what came of it. [How it works](../guide/how-it-works.md) says what the steps are.

      | What is tried | What stops it |
      | --- | --- |
      ROWS

      Other tests try what comes from elsewhere:

      | What is tried | What stops it | Test |
      | --- | --- | --- |
      | an image is changed under its name | [Cross.lock](lock.md) | `LockIT` |
      | a tag is moved to another image | [Cross.lock](lock.md) | `LockIT` |
      | takes more memory than `limits.memory` | the kernel ends it | `LimitsIT` |
      | uses more processors than `limits.cpus` | it gets no more time | `LimitsIT` |
      | starts more processes than `limits.processes` | it cannot | `LimitsIT` |
      | fills the disk | the container's first process ends the command that leaves less than `limits.free-disk` | `LimitsIT` |
      | jcross is killed at nine moments | leashes, and a process that watches | `DeathIT` |
      | results that a remote engine hands back lead outside | they stay there, and a note names them | `CarrierTest` |

      ## What is not promised

      * `network = true` opens the compile step, and volumes, `passthrough` and engine flags of yours (`CROSS_CONTAINER_OPTS`) open what they say.
      * The steps that download have a network, the secrets that they need, and run no code of the project. `cargo install` and `cargo publish` are not divided so.
      * The step that runs programs (`run`, `test`, `bench`) has what the compile step has.
      * Without `--locked` a build script can change the project's sources, as with plain cargo.
      * A build script can leave any file among the results, also one with the set-uid bit of whoever calls, and links. jcross does not follow such links; other programs might.
      * A build may take all memory and all processors of the engine's machine unless [`limits.memory` and `limits.cpus`](configuration.md) say less. `/tmp` is in memory, up to half of it.
      * The disk is looked at once a second, and what was written until then stays where it is, in the build's own volume: `jcross clean` frees it. A disk that had less than `limits.free-disk` free before may be filled.
      * A kernel or an engine with a hole in it. For code that must be kept in by more than a container, an engine with another runtime does: `CROSS_CONTAINER_OPTS="--runtime runsc"`.
      """;

  private HermeticityPage() {}

  static String markdown() {
    return TEXT.replace(
        ROWS, Stream.of(Attack.values()).map(Attack::row).collect(Collectors.joining("\n")));
  }
}
