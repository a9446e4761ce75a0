package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.config.Settings.ToolchainSource;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Sha256;
import dev.jcross.project.CrateSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a target's containers get besides their image: a toolchain and tools, in volumes that are
 * filled once, or from the host.
 */
final class Provisions {
  static final String RUSTUP = "/rustup";
  static final String TOOLS = "/tools";

  private final HostFacts host;
  private final TargetInput input;
  private final Settings settings;
  private final Toolchain toolchain;
  private final boolean buildStd;
  private final CrateSources sources;

  /**
   * @param buildStd whether the standard library is compiled with the project
   */
  Provisions(
      HostFacts host,
      TargetInput input,
      Toolchain toolchain,
      boolean buildStd,
      CrateSources sources) {
    this.host = host;
    this.sources = sources;
    this.input = input;
    this.settings = input.settings();
    this.toolchain = toolchain;
    this.buildStd = buildStd;
  }

  /** What containers mount that use them. */
  List<MountPlan> mounts() {
    var mounts = new ArrayList<MountPlan>();
    if (toolchain.name().isPresent()) {
      mounts.add(rustupVolume(true));
    }
    if (toolchain.source() == ToolchainSource.HOST) {
      var found = input.hostToolchain().get();
      var sysroot = found.sysroot();
      mounts.add(new MountPlan.Bind(sysroot, sysroot.toString(), true));
      found
          .store()
          .ifPresent(store -> mounts.add(new MountPlan.Bind(store, store.toString(), true)));
    }
    if (!settings.tools().isEmpty()) {
      mounts.add(toolsVolume(true));
    }
    return mounts;
  }

  /** Where containers find the programs. */
  SearchPath path() {
    var before = new ArrayList<String>();
    var after = new ArrayList<String>();
    sysroot()
        .map(root -> root + "/bin")
        .ifPresent(toolchain.source() == ToolchainSource.IMAGE ? after::add : before::add);
    if (!settings.tools().isEmpty()) {
      after.add(toolsRoot() + "/bin");
    }
    return new SearchPath(before, after);
  }

  /** What images ask for that take their toolchain from outside. */
  Map<String, EnvironmentValue> environment() {
    var all = new TreeMap<String, EnvironmentValue>();
    if (toolchain.source() != ToolchainSource.IMAGE) {
      sysroot().ifPresent(root -> all.put("CROSS_RUST_SYSROOT", ContainerEnvironment.of(root)));
    }
    var version = toolchain.channel().replaceFirst("-.*", "").split("\\.", -1);
    var parts = List.of("MAJOR", "MINOR", "PATCH");
    for (int i = 0; version.length == parts.size() && i < version.length; i++) {
      all.put("CROSS_RUSTC_" + parts.get(i) + "_VERSION", ContainerEnvironment.of(version[i]));
    }
    return all;
  }

  private Optional<String> sysroot() {
    return toolchain.source() == ToolchainSource.HOST
        ? Optional.of(input.hostToolchain().get().sysroot().toString())
        : toolchain.name().map(name -> RUSTUP + "/toolchains/" + name);
  }

  /** What every command of cargo's needs. */
  List<Mark> toolchainNeeds() {
    return toolchain.name().map(this::toolchainMark).stream().toList();
  }

  /** What a command of the user's needs. */
  List<Mark> needs() {
    var needs = new ArrayList<>(toolchainNeeds());
    if (!settings.tools().isEmpty()) {
      needs.add(toolsMark());
    }
    return needs;
  }

  private Mark toolchainMark(String name) {
    var hash =
        Sha256.start().add(name).add(targets()).add(String.join(",", toolchain.components()));
    return new Mark(
        RUSTUP,
        hash.hex().substring(0, 32),
        toolchain.source() == ToolchainSource.IMAGE ? Optional.of("cargo") : Optional.empty());
  }

  /** Empty if the standard library is compiled with the project. */
  private String targets() {
    return settings.buildStd().isPresent() || input.target().specification().isPresent()
        ? ""
        : input.target().triple().name();
  }

  /** The steps that fill the volumes. */
  List<Step> steps(Planner.Common common) {
    var steps = new ArrayList<Step>();
    toolchain
        .name()
        .ifPresent(
            name -> {
              var command =
                  new ArrayList<>(
                      List.of(
                          Provision.TOOLCHAIN.program(),
                          name,
                          String.join(",", toolchain.components()),
                          targets()));
              if (buildStd) {
                command.add("build-std");
              }
              steps.add(
                  Step.filling(
                      Optional.of(input.rustup().get()),
                      container(
                          common, rustupEnvironment(), List.of(rustupVolume(false)), Map.of()),
                      command,
                      List.of(),
                      toolchainMark(name)));
            });
    if (!settings.tools().isEmpty()) {
      steps.add(
          Step.filling(
              Optional.empty(),
              container(common, toolsEnvironment(), toolsMounts(), toolsFiles()),
              toolsCommand(),
              toolchainNeeds(),
              toolsMark()));
    }
    return steps;
  }

  /** For a step that fills a volume. */
  ContainerPlan container(
      Planner.Common common,
      Map<String, EnvironmentValue> environment,
      List<MountPlan> volumes,
      Map<String, String> files) {
    var mounts = new ArrayList<>(volumes);
    Mounts.certificates(settings, mounts);
    Mounts.memory(mounts);
    return new ContainerPlan(
        common.identity().user(),
        "/tmp",
        Network.BRIDGE,
        ContainerEnvironment.withNetwork(environment, host, settings),
        mounts,
        path(),
        common.identity().userNamespace(),
        common.identity().rootless(),
        Limits.of(settings.limits(), common.options()),
        common.options(Network.BRIDGE),
        0,
        files,
        List.of());
  }

  private Map<String, EnvironmentValue> rustupEnvironment() {
    var all = new TreeMap<String, EnvironmentValue>();
    all.put("RUSTUP_HOME", ContainerEnvironment.of(RUSTUP));
    all.put("CARGO_HOME", ContainerEnvironment.of(Mounts.HOME + "/cargo"));
    all.put("HOME", ContainerEnvironment.of(Mounts.HOME));
    for (var name : List.of("RUSTUP_DIST_SERVER", "RUSTUP_UPDATE_ROOT")) {
      host.variable(name).ifPresent(value -> all.put(name, new EnvironmentValue(value, name)));
    }
    return all;
  }

  /** Cargo compiles them for the machine, with no settings of the project's. */
  private Map<String, EnvironmentValue> toolsEnvironment() {
    var all = new TreeMap<String, EnvironmentValue>();
    all.put("CARGO_HOME", ContainerEnvironment.of(Mounts.CARGO));
    all.put("HOME", ContainerEnvironment.of(Mounts.HOME));
    all.put("TMPDIR", ContainerEnvironment.of(TOOLS + "/tmp"));
    return all;
  }

  private List<MountPlan> toolsMounts() {
    var mounts = new ArrayList<MountPlan>();
    mounts.add(toolsVolume(false));
    mounts.add(Mounts.cargoHome(host, false));
    mounts.addAll(mounts().stream().filter(mount -> !mount.target().equals(TOOLS)).toList());
    if (!toolsFiles().isEmpty()) {
      mounts.add(new MountPlan.Memory(CrateConfig.DIRECTORY));
    }
    mounts.addAll(CrateConfig.ofHome(sources).mounts());
    return mounts;
  }

  private Map<String, String> toolsFiles() {
    return CrateConfig.ofHome(sources)
        .whole()
        .map(text -> Map.of(CrateConfig.FILE, text))
        .orElse(Map.of());
  }

  private List<String> toolsCommand() {
    var command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "mkdir -p \"$TMPDIR\" && exec \"$@\"",
                "jcross-tools",
                "cargo",
                "install",
                "--locked",
                "--root",
                toolsRoot()));
    settings.tools().stream().map(Setting::value).forEach(command::add);
    return command;
  }

  private MountPlan rustupVolume(boolean readOnly) {
    return new MountPlan.Volume(
        "jcross-rustup-" + host.user().uid(), RUSTUP, readOnly, "toolchains of rustup");
  }

  private MountPlan toolsVolume(boolean readOnly) {
    return new MountPlan.Volume(
        "jcross-tools-" + host.user().uid(), TOOLS, readOnly, "tools from crates.io");
  }

  /** What programs of an image are linked against: those on one base share it. */
  private static String system(ImageSource image) {
    var layers = PlanJson.layers(image);
    return layers.isEmpty() ? image.reference() : layers.getLast().reference();
  }

  private String toolsRoot() {
    return TOOLS + "/" + toolsMark().name();
  }

  private Mark toolsMark() {
    var hash =
        Sha256.start()
            .add(input.image().map(Provisions::system).orElse(""))
            .add(toolchain.name().orElse(""))
            .add(sysroot().orElse(""));
    settings.tools().forEach(tool -> hash.add(tool.value()));
    return Mark.of(TOOLS, hash.hex().substring(0, 16));
  }
}
