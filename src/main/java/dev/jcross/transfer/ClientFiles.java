package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.event.EventSink;
import dev.jcross.image.Sha256;
import dev.jcross.plan.MountPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the files of this machine come into containers; for one run. Safe for several threads. */
public final class ClientFiles {
  private static final String RESULTS = "/target";

  private final Whereabouts where;
  private final Helpers helpers;
  private final Lookout lookout;
  private final Carrier carrier;
  private final SingleFiles singles;
  private final Path witness;
  private @Nullable HostView view;

  /**
   * Files for one run.
   *
   * @param witness a directory that is mounted in every container of the project; need not exist
   */
  public ClientFiles(
      ContainerEngine engine, EventSink events, Whereabouts where, Path witness, Helpers helpers) {
    this.where = where;
    this.helpers = helpers;
    this.lookout = new Lookout(engine, where);
    this.carrier = new Carrier(engine, events, where, helpers);
    this.singles = new SingleFiles(engine, helpers, name("files"));
    this.witness = witness;
  }

  /** Containers and volumes for errands of ours. */
  public interface Helpers {
    /** Makes sure that a volume exists, with a label that says what it is for. */
    void volume(String name, String purpose);

    /** A container that was created with these mounts, and never starts. */
    Helper create(String image, List<ContainerSpec.Mount> mounts, Optional<String> userNamespace);

    /**
     * A container that runs for some seconds.
     *
     * @param user {@code uid:gid}
     */
    Helper start(
        String image,
        String user,
        List<ContainerSpec.Mount> mounts,
        Optional<String> userNamespace);

    /**
     * Gives the directory that a volume is mounted at to a user; the engine makes it root's.
     *
     * @param user {@code uid:gid}
     */
    void handOver(
        String image,
        ContainerSpec.Mount.Volume mount,
        String user,
        Optional<String> userNamespace);

    /** To be removed when it is closed. */
    interface Helper extends AutoCloseable {
      String container();

      @Override
      void close();
    }
  }

  private synchronized HostView view(String image) {
    var known = view;
    if (known == null) {
      known = lookout.look(real(existing(witness)), file -> mountOnTrial(file, image));
      view = known;
    }
    return known;
  }

  private void mountOnTrial(Path file, String image) {
    helpers
        .create(
            image,
            List.of(new ContainerSpec.Mount.Bind(file.toString(), "/jcross-witness", true)),
            Optional.empty())
        .close();
  }

  private static Path existing(Path directory) {
    Path at = directory;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  /**
   * What the engine is to mount. What it cannot see is in volumes, which may be empty as yet.
   *
   * @param image id of an image that the engine has
   */
  public List<ContainerSpec.Mount> mounts(List<MountPlan> plan, String image) {
    var mounts = new ArrayList<ContainerSpec.Mount>();
    for (var mount : plan) {
      switch (mount) {
        case MountPlan.Bind bind -> mounts.addAll(mounts(bind, image));
        case MountPlan.Volume(var name, var target, var readOnly, var purpose, var owner) ->
            mounts.add(new ContainerSpec.Mount.Volume(name, target, readOnly));
        case MountPlan.Memory(var target) -> mounts.add(new ContainerSpec.Mount.Memory(target));
      }
    }
    return mounts;
  }

  private List<ContainerSpec.Mount> mounts(MountPlan.Bind bind, String image) {
    var view = view(image);
    var seen = seen(bind, view);
    if (seen.isPresent()) {
      return seen.get();
    }
    var source = real(bind.source());
    if (Files.isDirectory(source)) {
      var volume = volume(source);
      helpers.volume(volume, "files of " + source);
      return List.of(new ContainerSpec.Mount.Volume(volume, bind.target(), bind.readOnly()));
    }
    return List.of(new ContainerSpec.Mount.Bind(singles.bring(source, image), bind.target(), true));
  }

  /** The binds that show it, nothing left out; empty if the engine does not see it. */
  private static Optional<List<ContainerSpec.Mount>> seen(MountPlan.Bind bind, HostView view) {
    if (view instanceof HostView.Same) {
      return Optional.of(List.of(bound(bind.source().toString(), bind.target(), bind)));
    }
    var source = real(bind.source());
    var place = view.enginePath(source);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    var mounts = new ArrayList<ContainerSpec.Mount>();
    mounts.add(bound(place.get(), bind.target(), bind));
    if (view instanceof HostView.Translated translated) {
      for (var below : translated.mountedBelow(source)) {
        var target = bind.target() + "/" + source.relativize(below);
        mounts.add(bound(translated.enginePath(below).orElseThrow(), target, bind));
      }
    }
    return Optional.of(mounts);
  }

  private static ContainerSpec.Mount bound(String source, String target, MountPlan.Bind bind) {
    return new ContainerSpec.Mount.Bind(source, target, bind.readOnly());
  }

  private String volume(Path source) {
    return name(source.toString());
  }

  /** Nobody else's, though all share the engine. */
  private String name(String what) {
    return "jcross-remote-"
        + Sha256.start()
            .add(where.confinement().machine())
            .add(Long.toString(where.user()))
            .add(what)
            .hex()
            .substring(0, 16);
  }

  /**
   * What tells a mount from others, so that a container is used again only for equal ones.
   *
   * @param image id of an image that the engine has
   */
  public String identity(MountPlan mount, String image) {
    if (!(mount instanceof MountPlan.Bind bind)) {
      return mount.toString();
    }
    var view = view(image);
    if (view instanceof HostView.Same) {
      return bind + fileKey(bind.source());
    }
    var seen = seen(bind, view);
    if (seen.isPresent()) {
      return bind + seen.get().toString() + fileKey(bind.source());
    }
    var source = real(bind.source());
    OnlyHere.check(bind, source);
    return bind + (Files.isDirectory(source) ? volume(source) : Contents.sha256(source));
  }

  /** A directory that was removed and made anew is another one to a container that mounts it. */
  private static String fileKey(Path source) {
    try {
      return String.valueOf(Files.readAttributes(source, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      throw unreadable(e, source);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw unreadable(e, path);
    }
  }

  private static ProblemException unreadable(IOException e, Path file) {
    return e instanceof NoSuchFileException
        ? Problem.error(ProblemCode.FILE, "there is no such file, and a container is to have it")
            .at(Place.of(file.toString()))
            .help("ls -ld " + file)
            .asException()
        : Carrier.unreadable(e, file);
  }

  /**
   * A container that was started with such mounts.
   *
   * @param image id of an image that the engine has
   * @param user {@code uid:gid} in the container
   * @param userNamespace of the container, where it is not the engine's usual one
   */
  public record Site(
      String container,
      List<MountPlan> mounts,
      String image,
      String user,
      Optional<String> userNamespace) {
    public Site {
      mounts = List.copyOf(mounts);
    }
  }

  /**
   * Whether there is anything that the engine does not see.
   *
   * @param image id of an image that the engine has
   */
  public boolean carries(List<MountPlan> plan, String image) {
    return !carried(plan, image).isEmpty();
  }

  /** Brings what is missing into the volumes that stand in for directories of this machine. */
  public void send(Site site) throws ContainerGone {
    carrier.send(
        new Carrier.Site(site.container, site.image, site.user, site.userNamespace),
        carried(site.mounts, site.image));
  }

  /** Brings back what a command changed. */
  public void bringBack(Site site) {
    carrier.bringBack(
        new Carrier.Site(site.container, site.image, site.user, site.userNamespace),
        carried(site.mounts, site.image));
  }

  private List<Carried> carried(List<MountPlan> plan, String image) {
    var view = view(image);
    if (view instanceof HostView.Same) {
      return List.of();
    }
    var results = new HashSet<Path>();
    for (var mount : plan) {
      if (mount instanceof MountPlan.Bind bind && isResults(bind)) {
        results.add(real(bind.source()));
      }
    }
    var carried = new ArrayList<Carried>();
    for (var mount : plan) {
      if (mount instanceof MountPlan.Bind bind
          && Files.isDirectory(bind.source())
          && seen(bind, view).isEmpty()) {
        var source = real(bind.source());
        var mounted = below(bind.target(), plan);
        var without = new HashSet<>(results);
        mounted.forEach(path -> without.add(source.resolve(path)));
        carried.add(
            new Carried(volume(source), source, bind.target(), role(bind), mounted, without));
      }
    }
    return carried;
  }

  private static Carried.Role role(MountPlan.Bind bind) {
    if (bind.readOnly()) {
      return Carried.Role.INPUT;
    }
    return isResults(bind) ? Carried.Role.RESULTS : Carried.Role.SOURCES;
  }

  private static boolean isResults(MountPlan.Bind bind) {
    return bind.target().equals(RESULTS) || bind.target().startsWith(RESULTS + "/");
  }

  private static Set<String> below(String target, List<MountPlan> plan) {
    var below = new HashSet<String>();
    for (var mount : plan) {
      if (mount.target().startsWith(target + "/")) {
        below.add(mount.target().substring(target.length() + 1));
      }
    }
    return below;
  }
}
