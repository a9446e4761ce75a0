package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A registry that nobody reads without a token. */
class PrivateRegistryIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final String TOKEN = "a-token-that-only-a-fetch-may-see-7f3a";
  private static final String VARIABLE = "CARGO_REGISTRIES_MY_COMPANY_TOKEN";

  private CargoRegistry registry;
  private Path cargoHome;

  PrivateRegistryIT() throws IOException {
    registry = CargoRegistry.start(Machine.seenByContainers(), TOKEN);
    cargoHome = Path.of("/");
  }

  @BeforeEach
  void publishACrate() throws IOException {
    var directory = bench.root().resolve("greeting");
    var file = directory.resolve("target/package/greeting-1.0.0.crate");
    if (!Files.exists(file)) {
      bench
          .at(directory)
          .write(
              "Cargo.toml",
              """
              [package]
              name = "greeting"
              version = "1.0.0"
              edition = "2024"
              description = "A crate for colleagues."
              license = "MIT"
              """)
          .write("src/lib.rs", "pub fn text() -> &'static str { \"hello, colleague\" }\n")
          .succeed("package", "--no-verify", "--target", Workbench.NATIVE);
    }
    registry.add("greeting", "1.0.0", file);
    cargoHome = Files.createTempDirectory(bench.root(), "cargo-home-");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** A project that depends on the crate; its registry is configured in the project itself. */
  private Project project() {
    return named(
        bench
            .crate()
            .write(
                ".cargo/config.toml",
                "[registries.my-company]\nindex = \"" + registry.index() + "\"\n"));
  }

  private static Project named(Project project) {
    return project
        .manifest("[dependencies]\ngreeting = { version = \"1\", registry = \"my-company\" }\n")
        .main("fn main() { println!(\"{}\", greeting::text()); }\n");
  }

  private Jcross atHome(Jcross jcross) {
    return jcross.with("CARGO_HOME", cargoHome.toString());
  }

  private void credentials(String file) throws IOException {
    Files.writeString(
        cargoHome.resolve(file), "[registries.my-company]\ntoken = \"" + TOKEN + "\"\n");
  }

  @Test
  void buildsWithATokenFromTheEnvironmentThatNoBuildScriptFinds() {
    var project = project();
    var snoop = Snoop.forSecrets(TOKEN);

    var result =
        atHome(snoop.in(project))
            .with(VARIABLE, TOKEN)
            .succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
    assertThat(registry.served()).contains("/api/v1/crates/greeting/1.0.0/download");
    snoop.foundNothing(result);
  }

  @Test
  void buildsWithATokenFromTheCredentialsFileThatNoBuildScriptFinds() throws IOException {
    var project = project();
    var snoop = Snoop.forSecrets(TOKEN);
    credentials("credentials.toml");

    var result = atHome(snoop.in(project)).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
    snoop.foundNothing(result);
  }

  @Test
  void readsWhereTheRegistryIsInTheConfigurationAtHome() throws IOException {
    var project = named(bench.crate());
    credentials("credentials.toml");
    Files.writeString(
        cargoHome.resolve("config.toml"),
        """
        [registries.my-company]
        index = "%s"
        [build]
        rustc-wrapper = "/nonexistent/wrapper-of-the-host"
        """
            .formatted(registry.index()));

    var result = atHome(project.jcross()).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
  }

  @Test
  void tellsWhichTokenIsMissing() {
    var result = atHome(project().jcross()).run("build", "--target", Workbench.NATIVE);

    result
        .hasStatus(101)
        .tells("error[REGISTRY_TOKEN]: the registry 'my-company' asks for a token");
    assertThat(result.errors()).contains("export CARGO_REGISTRIES_MY_COMPANY_TOKEN=");
    assertThat(registry.served()).isEmpty();
  }

  @Test
  void tellsThatATokenIsRefused() {
    var result =
        atHome(project().jcross())
            .with(VARIABLE, "a-token-of-last-year-91c2")
            .run("build", "--target", Workbench.NATIVE);

    result
        .hasStatus(101)
        .tells("error[REGISTRY_TOKEN]: the registry 'my-company' refuses the token");
    assertThat(result.errors()).doesNotContain("a-token-of-last-year-91c2");
  }

  @Test
  void takesEveryCrateFromAMirrorThatIsConfiguredAtHome() throws IOException {
    var project =
        bench
            .crate()
            .manifest("[dependencies]\ngreeting = \"1\"\n")
            .main("fn main() { println!(\"{}\", greeting::text()); }\n");
    credentials("credentials.toml");
    Files.writeString(
        cargoHome.resolve("config.toml"),
        """
        [source.crates-io]
        replace-with = "my-company"
        [registries.my-company]
        index = "%s"
        """
            .formatted(registry.index()));

    var result = atHome(project.jcross()).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
  }

  @Test
  void runsNoProgramThatTheProjectsConfigurationNamesWhileTheTokenIsThere() throws IOException {
    var project =
        project()
            .write(
                "spy.c",
                "#include <stdlib.h>\n#include <stdio.h>\n"
                    + "__attribute__((constructor)) static void spy(void) {\n"
                    + "  FILE *f = fopen(\"/project/seen\", \"a\");\n"
                    + "  if (f && getenv(\""
                    + VARIABLE
                    + "\")) fputs(getenv(\""
                    + VARIABLE
                    + "\"), f);\n"
                    + "  if (f) fclose(f);\n"
                    + "}\n");
    atHome(project.jcross())
        .with(VARIABLE, TOKEN)
        .succeed("exec", "--", "gcc", "-shared", "-fPIC", "-o", "spy.so", "spy.c");
    project
        .write("spy.sh", "#!/bin/sh\nenv >> /project/seen\nexit 1\n")
        .write(
            ".cargo/config.toml",
            """
            [registry]
            global-credential-providers = ["/bin/sh /project/spy.sh"]
            [registries.my-company]
            index = "%s"
            [registries.other]
            index = "%s"
            credential-provider = ["/bin/sh", "/project/spy.sh"]
            [build]
            rustc = "/project/spy.sh"
            rustc-wrapper = "/project/spy.sh"
            rustflags = ["-Zcodegen-backend=/project/spy.so"]
            [env]
            LD_PRELOAD = { value = "/project/spy.so", force = true }
            RUSTC_BOOTSTRAP = { value = "1", force = true }
            """
                .formatted(registry.index(), registry.index().replace("/index/", "/other/")));

    assertThat(project.file("spy.sh").toFile().setExecutable(true)).isTrue();
    for (var command : new String[] {"fetch", "update", "tree", "metadata"}) {
      atHome(project.jcross()).with(VARIABLE, TOKEN).succeed(command);
    }
    // The build is the project's affair, and fails.
    atHome(project.jcross()).with(VARIABLE, TOKEN).run("build", "--target", Workbench.NATIVE);

    assertThat(registry.served()).contains("/api/v1/crates/greeting/1.0.0/download");
    assertThat(Files.readString(project.file("seen")))
        .contains("CARGO_NET_OFFLINE=true")
        .doesNotContain(TOKEN);
  }

  @Test
  void publishesWithATokenThatTheVerifyingBuildDoesNotSee() throws IOException {
    var snoop = Snoop.forSecrets(TOKEN);
    var project =
        project()
            .write(
                "Cargo.toml",
                """
                [package]
                name = "farewell"
                version = "0.3.0"
                edition = "2024"
                description = "Another crate for colleagues."
                license = "MIT"
                publish = ["my-company"]
                """)
            .write("src/lib.rs", "");
    Files.delete(project.file("src/main.rs"));

    var result =
        atHome(snoop.in(project))
            .with(VARIABLE, TOKEN)
            .succeed("publish", "--registry", "my-company", "--target", Workbench.NATIVE);

    assertThat(registry.served()).contains("/api/v1/crates/new", "/index/fa/re/farewell");
    snoop.foundNothing(result);
  }

  @Test
  void keepsTheTokenOfALoginInTheCallersOwnCargoHome() throws IOException {
    var project = project();

    atHome(project.jcross())
        .input(TOKEN + "\n")
        .succeed("login", "--registry", "my-company", "--target", Workbench.NATIVE);

    assertThat(Files.readString(cargoHome.resolve("credentials.toml"))).contains(TOKEN);
    var snoop = Snoop.forSecrets(TOKEN);
    var result = atHome(snoop.in(project)).succeed("run", "--target", Workbench.NATIVE);
    snoop.foundNothing(result);
    atHome(project.jcross())
        .succeed("logout", "--registry", "my-company", "--target", Workbench.NATIVE);
    assertThat(Files.readString(cargoHome.resolve("credentials.toml"))).doesNotContain(TOKEN);
  }

  @Test
  void showsNoTokenInAPlan() throws IOException {
    var project = project();
    credentials("credentials.toml");

    var text = atHome(project.jcross()).succeed("plan", "build", "--target", Workbench.NATIVE);
    var json =
        atHome(project.jcross())
            .with("CARGO_REGISTRIES_OTHER_TOKEN", TOKEN)
            .succeed("plan", "build", "--json", "--target", Workbench.NATIVE);

    assertThat(text.output()).contains(VARIABLE).doesNotContain(TOKEN);
    assertThat(json.output())
        .contains(VARIABLE)
        .contains("CARGO_REGISTRIES_OTHER_TOKEN")
        .doesNotContain(TOKEN);
  }
}
