package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerSpec;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the files of this machine come into containers; for one run. Safe for several threads. */
public final class ClientFiles {
  private final Helpers helpers;
  private final Lookout lookout;
  private final Path witness;
  private @Nullable HostView view;

  /**
   * Files for one run.
   *
   * @param witness a directory that is mounted in every container of the project
   */
  public ClientFiles(ContainerEngine engine, Whereabouts where, Path witness, Helpers helpers) {
    this.helpers = helpers;
    this.lookout = new Lookout(engine, where);
    this.witness = witness;
  }

  /** Containers for errands of ours. */
  public interface Helpers {
    /** One that was created with these mounts, and never starts. */
    Helper create(String image, List<ContainerSpec.Mount> mounts);

    /** To be removed when it is closed. */
    interface Helper extends AutoCloseable {
      String container();

      @Override
      void close();
    }
  }

  /** Whether a mount is what the plan says, without any doubt. */
  private boolean same(String image) {
    return view(image) instanceof HostView.Same;
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
            image, List.of(new ContainerSpec.Mount.Bind(file.toString(), "/jcross-witness", true)))
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
   * What the engine is to mount.
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
    if (same(image)) {
      return List.of(bound(bind.source().toString(), bind.target(), bind.readOnly()));
    }
    var source = real(bind.source());
    var seen = view(image).enginePath(source);
    if (seen.isEmpty()) {
      throw unseen(bind);
    }
    var mounts = new ArrayList<ContainerSpec.Mount>();
    mounts.add(bound(seen.get(), bind.target(), bind.readOnly()));
    if (view(image) instanceof HostView.Translated translated) {
      for (var below : translated.mountedBelow(source)) {
        var target = bind.target() + "/" + source.relativize(below);
        mounts.add(bound(translated.enginePath(below).orElseThrow(), target, bind.readOnly()));
      }
    }
    return mounts;
  }

  private static ContainerSpec.Mount bound(String source, String target, boolean readOnly) {
    return new ContainerSpec.Mount.Bind(source, target, readOnly);
  }

  private static ProblemException unseen(MountPlan.Bind bind) {
    return Problem.error(ProblemCode.FILE, "the engine cannot see this directory")
        .at(Place.of(bind.source().toString()))
        .asException();
  }

  /**
   * What tells a mount from others, so that a container is used again only for equal ones.
   *
   * @param image id of an image that the engine has
   */
  public String identity(MountPlan mount, String image) {
    return mount instanceof MountPlan.Bind bind
        ? mount + seenAs(bind, image) + identity(bind.source())
        : mount.toString();
  }

  private String seenAs(MountPlan.Bind bind, String image) {
    return same(image) ? "" : mounts(bind, image).toString();
  }

  /** A directory that was removed and made anew is another one to a container that mounts it. */
  private static String identity(Path source) {
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
    var reason = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
    return Problem.error(ProblemCode.FILE, "cannot read: " + reason)
        .at(Place.of(file.toString()))
        .help("ls -ld " + file)
        .asException();
  }
}
