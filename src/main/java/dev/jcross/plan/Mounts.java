package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Sha256;
import dev.jcross.project.Project;
import dev.jcross.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mounts of a container: fixed paths inside, whatever the host calls them. */
final class Mounts {
  static final String CARGO = "/cargo";
  static final String TARGET = "/target";
  static final String BUILD = "/build";
  static final String HOME = "/home/jcross";
  static final String CONTROL = "/run/jcross";
  static final String CA = "/run/jcross-ca.crt";

  private Mounts() {}

  /**
   * For steps that compile or execute: downloads can be read, results written.
   *
   * @param alone whether no other target is worked on at the same time
   */
  static List<MountPlan> building(
      Project project,
      PathMap paths,
      Path targetDirectory,
      Target target,
      ImageSource image,
      HostFacts host,
      Settings settings,
      List<MountPlan> provisions,
      boolean readOnlySources,
      boolean alone) {
    var mounts = new ArrayList<MountPlan>();
    sources(paths, readOnlySources, mounts);
    if (alone) {
      mounts.add(new MountPlan.Bind(targetDirectory, TARGET, false));
    } else {
      // Cargo locks target/<profile>, whatever it builds for: shared, the targets would wait for
      // each other.
      var triple = target.triple().name();
      mounts.add(new MountPlan.Memory(TARGET));
      mounts.add(new MountPlan.Bind(targetDirectory.resolve(triple), TARGET + "/" + triple, false));
    }
    mounts.add(
        new MountPlan.Volume(
            buildVolume(project, target, image, host),
            BUILD,
            false,
            "intermediate files of " + target,
            Optional.of(new MountPlan.Owner(project.workspaceRoot(), target, image.reference()))));
    surroundings(host, settings, provisions, mounts);
    return mounts;
  }

  /** For a command that needs no project: the directory, and no place for results. */
  static List<MountPlan> withoutProject(
      PathMap paths, HostFacts host, Settings settings, List<MountPlan> provisions) {
    var mounts = new ArrayList<MountPlan>();
    sources(paths, false, mounts);
    surroundings(host, settings, provisions, mounts);
    return mounts;
  }

  private static void surroundings(
      HostFacts host, Settings settings, List<MountPlan> provisions, List<MountPlan> mounts) {
    mounts.add(cargoHome(host, true));
    for (var volume : settings.volumes()) {
      volume
          .value()
          .path()
          .ifPresent(path -> mounts.add(new MountPlan.Bind(path, path.toString(), false)));
    }
    mounts.addAll(provisions);
    memory(mounts);
  }

  /** For steps that download: no results, and the certificates to trust. */
  static List<MountPlan> fetching(
      PathMap paths,
      HostFacts host,
      Settings settings,
      List<MountPlan> provisions,
      boolean readOnlySources) {
    var mounts = new ArrayList<MountPlan>();
    sources(paths, readOnlySources, mounts);
    mounts.add(cargoHome(host, false));
    mounts.addAll(provisions);
    certificates(settings, mounts);
    memory(mounts);
    return mounts;
  }

  /** Of these, where results lie: an upload takes them from there. */
  static List<MountPlan> results(List<MountPlan> mounts) {
    return mounts.stream()
        .filter(mount -> mount.target().equals(TARGET) || mount.target().equals(BUILD))
        .toList();
  }

  static void certificates(Settings settings, List<MountPlan> mounts) {
    settings.caBundle().ifPresent(ca -> mounts.add(new MountPlan.Bind(ca.value(), CA, true)));
  }

  private static void sources(PathMap paths, boolean readOnly, List<MountPlan> mounts) {
    for (var entry : paths.entries()) {
      mounts.add(new MountPlan.Bind(entry.host(), entry.container(), readOnly));
    }
  }

  static MountPlan cargoHome(HostFacts host, boolean readOnly) {
    return new MountPlan.Volume(
        "jcross-cargo-" + host.user().uid(), CARGO, readOnly, "downloaded crates");
  }

  /** How the names of all volumes begin that hold a project's intermediate files. */
  static String buildVolumes(Project project, HostFacts host) {
    return "jcross-build-"
        + Sha256.start()
            .add(project.workspaceRoot().toString())
            .add(Long.toString(host.user().uid()))
            .hex()
            .substring(0, 12)
        + "-";
  }

  private static String buildVolume(
      Project project, Target target, ImageSource image, HostFacts host) {
    return buildVolumes(project, host)
        + target.triple()
        + "-"
        + Sha256.start().add(target.toString()).add(image.reference()).hex().substring(0, 8);
  }

  static void memory(List<MountPlan> mounts) {
    mounts.add(new MountPlan.Memory("/tmp"));
    mounts.add(new MountPlan.Memory(HOME));
    mounts.add(new MountPlan.Memory(CONTROL));
  }
}
