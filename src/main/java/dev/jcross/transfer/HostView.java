package dev.jcross.transfer;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.host.Confinement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an engine sees of the files that jcross sees. */
public sealed interface HostView {

  /**
   * How the engine calls a path of ours; empty if it does not see it.
   *
   * @param path absolute, without symbolic links
   */
  Optional<String> enginePath(Path path);

  /** The same files under the same paths. */
  record Same() implements HostView {
    @Override
    public Optional<String> enginePath(Path path) {
      return Optional.of(path.toString());
    }
  }

  /** None of them: the engine is on another machine. */
  record Remote() implements HostView {
    @Override
    public Optional<String> enginePath(Path path) {
      return Optional.empty();
    }
  }

  /**
   * Some of them, under other paths: jcross runs in a container.
   *
   * @param places by mount point of ours: what the engine calls it; empty where it has no name for
   *     it. The longest that holds a path decides
   */
  record Translated(Map<Path, Optional<String>> places) implements HostView {
    public Translated {
      places = Collections.unmodifiableMap(new TreeMap<>(places));
    }

    /** What exists in the container alone, and the engine lists only some of it. */
    private static final Set<String> OF_THE_CONTAINER = Set.of("tmpfs", "ramfs", "overlay");

    /**
     * The view of the engine that runs our own container.
     *
     * @param mounts all of ours
     */
    static Translated by(ContainerFacts own, List<Confinement.Mount> mounts) {
      var places = new TreeMap<Path, Optional<String>>();
      for (var mount : mounts) {
        if (OF_THE_CONTAINER.contains(mount.type())) {
          places.put(mount.point(), Optional.empty());
        }
      }
      places.put(Path.of("/"), own.rootDirectory());
      for (var mount : own.mounts()) {
        places.put(
            Path.of(mount.destination()),
            Optional.of(mount.source()).filter(source -> source.startsWith("/")));
      }
      return new Translated(places);
    }

    /** The view of an engine that shares one of our file systems with us, and maybe no other. */
    static Translated sharing(Path mountPoint, List<Confinement.Mount> mounts) {
      var places = new TreeMap<Path, Optional<String>>();
      mounts.forEach(mount -> places.put(mount.point(), Optional.empty()));
      places.put(mountPoint, Optional.of(mountPoint.toString()));
      return new Translated(places);
    }

    @Override
    public Optional<String> enginePath(Path path) {
      for (Path at = path; at != null; at = at.getParent()) {
        var place = places.get(at);
        if (place != null) {
          var below = at.relativize(path).toString();
          return place.map(source -> below.isEmpty() ? source : joined(source, below));
        }
      }
      return Optional.empty();
    }

    private static String joined(String directory, String below) {
      return directory.endsWith("/") ? directory + below : directory + "/" + below;
    }

    /** What is mounted below a path of ours and would be missing where only that path is shown. */
    List<Path> mountedBelow(Path path) {
      var below = new ArrayList<Path>();
      for (var place : places.entrySet()) {
        if (place.getValue().isPresent()
            && place.getKey().startsWith(path)
            && !place.getKey().equals(path)) {
          below.add(place.getKey());
        }
      }
      return below;
    }
  }
}
