package dev.jcross.engine.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code --mount} and {@code --volume} of {@code docker run}. */
final class MountOptions {
  private static final String VOLUME_FORM = "HOST:CONTAINER[:ro,rw,z,Z,nocopy,PROPAGATION]";

  private final List<Mount> mounts = new ArrayList<>();
  private final List<Bind> binds = new ArrayList<>();
  private final Set<String> targets = new HashSet<>();

  List<Mount> mounts() {
    return mounts;
  }

  List<Bind> binds() {
    return binds;
  }

  /** Where they go in the container. */
  Set<String> targets() {
    return targets;
  }

  /** Of the form {@code type=bind,source=…,target=…,readonly}. */
  void mount(String value) {
    var mount = new Mount().withType(MountType.VOLUME);
    for (var field : value.split(",", -1)) {
      var said = OptionValues.behind(field, '=');
      switch (OptionValues.before(field, '=').toLowerCase(Locale.ROOT)) {
        case "type" -> mount.withType(type(said));
        case "source", "src" -> mount.withSource(said);
        case "target", "destination", "dst" -> mount.withTarget(said);
        case "readonly", "ro" -> mount.withReadOnly(said.isEmpty() || OptionValues.yes(said));
        case "bind-propagation" ->
            mount.withBindOptions(new BindOptions().withPropagation(propagation(said)));
        case "volume-nocopy" ->
            mount.withVolumeOptions(
                new VolumeOptions().withNoCopy(said.isEmpty() || OptionValues.yes(said)));
        case "tmpfs-size" -> tmpfs(mount).withSizeBytes(OptionValues.bytes(said));
        case "tmpfs-mode" -> tmpfs(mount).withMode(Integer.valueOf(said, 8));
        // How fresh a mount of Docker Desktop is; engines ignore it.
        case "consistency" -> {}
        default -> throw new IllegalArgumentException("no key of a mount: " + field);
      }
    }
    if (mount.getTarget() == null) {
      throw new IllegalArgumentException("a mount needs a target");
    }
    mounts.add(mount);
    targets.add(mount.getTarget());
  }

  private static MountType type(String name) {
    return switch (name) {
      case "bind" -> MountType.BIND;
      case "volume" -> MountType.VOLUME;
      case "tmpfs" -> MountType.TMPFS;
      default -> throw new IllegalArgumentException("a mount is a bind, volume or tmpfs");
    };
  }

  private static BindPropagation propagation(String name) {
    return BindPropagation.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static TmpfsOptions tmpfs(Mount mount) {
    var options = mount.getTmpfsOptions();
    if (options == null) {
      options = new TmpfsOptions();
      mount.withTmpfsOptions(options);
    }
    return options;
  }

  /** Of the form {@code host:container:ro}; the host's part may be the name of a volume. */
  void volume(String value) {
    var parts = value.split(":", -1);
    if (parts.length > 3 || parts[0].isEmpty() || !parts[1].startsWith("/")) {
      throw new IllegalArgumentException(VOLUME_FORM);
    }
    var access = AccessMode.rw;
    var label = SELContext.none;
    var propagation = PropagationMode.DEFAULT_MODE;
    @Nullable Boolean noCopy = null;
    for (var mode : parts.length > 2 ? parts[2].split(",", -1) : new String[0]) {
      switch (mode) {
        case "ro" -> access = AccessMode.ro;
        case "rw", "consistent", "cached", "delegated" -> {}
        case "z" -> label = SELContext.shared;
        case "Z" -> label = SELContext.single;
        case "nocopy" -> noCopy = true;
        case "shared", "rshared", "slave", "rslave", "private", "rprivate" ->
            propagation = PropagationMode.fromString(mode);
        default -> throw new IllegalArgumentException(VOLUME_FORM);
      }
    }
    binds.add(new Bind(parts[0], new Volume(parts[1]), access, label, noCopy, propagation));
    targets.add(parts[1]);
  }
}
