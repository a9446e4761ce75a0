package dev.jcross.cli.command;

import dev.jcross.config.Settings.RustSource;
import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Whether the official toolchain can be had, which decides what new images compile with. */
final class RustServer {
  private static final String CHECK = "rust";
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String OFFICIAL = "https://static.rust-lang.org";

  /** What {@code images/common/install-rust} asks for. */
  private static final String PROBE = "/dist/channel-rust-stable.toml.sha256";

  /** Of a clean release build of ripgrep with Debian's 1.96 against the official 1.95. */
  static final String COST = "1.56 times";

  private final Machine machine;
  private final HereSettings here;
  private final String server;

  RustServer(Machine machine, HostFacts host, HereSettings here) {
    this.machine = machine;
    this.here = here;
    this.server = host.variable("RUSTUP_DIST_SERVER").orElse(OFFICIAL);
  }

  /** Why it cannot be used; empty if it can. */
  Optional<String> answer() {
    try {
      int status =
          machine.ask(URI.create(server + PROBE), here.caBundle().map(it -> it.value()), LIMIT);
      return status == 200 ? Optional.empty() : Optional.of("it answers with status " + status);
    } catch (UnknownHostException e) {
      return Optional.of("its name is not known here");
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      return Optional.of(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }
  }

  /** What {@link #answer} says, or that it takes too long. */
  Optional<String> await(Bounded<Optional<String>> asked) {
    return asked
        .await(LIMIT.plusMillis(500))
        .orElse(Optional.of("no answer within " + LIMIT.toSeconds() + " seconds"));
  }

  /**
   * @param reason why it cannot be used; empty if it can
   */
  Finding finding(Optional<String> reason) {
    if (here.rust().value() == RustSource.DEBIAN) {
      return Finding.note(
          CHECK,
          "new images take Debian's compiler, as "
              + here.rust().origin()
              + " says: it took "
              + COST
              + " as long for ripgrep as the official one in our measurement",
          "for the official one: rust = \"auto\"");
    }
    return reason
        .map(this::unreachable)
        .orElseGet(() -> Finding.ok(CHECK, server + " answers: new images take its compiler"));
  }

  private Finding unreachable(String reason) {
    var help = "for a mirror that you can reach: export RUSTUP_DIST_SERVER=https://…";
    if (here.rust().value() == RustSource.RUSTUP) {
      return Finding.of(
          CHECK,
          Problem.warning(
                  ProblemCode.IMAGE_BUILD,
                  server
                      + " cannot be used ("
                      + reason
                      + "), so no new image can be built with rust = \"rustup\"")
              .at(Place.of(here.rust().origin().toString()))
              .help(help));
    }
    return Finding.note(
        CHECK,
        server
            + " cannot be used ("
            + reason
            + "), so new images take Debian's compiler: it took "
            + COST
            + " as long for ripgrep as the official one in our measurement",
        help);
  }
}
