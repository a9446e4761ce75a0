package dev.jcross.engine.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.jcross.engine.ContainerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A {@link ContainerSpec} in docker-java's words. */
final class ContainerCreation {
  private final LiveEngine engine;

  ContainerCreation(LiveEngine engine) {
    this.engine = engine;
  }

  /** Returns the new container's id. */
  String create(ContainerSpec spec) throws IOException {
    try {
      return command(spec, engine.info().init()).exec().getId();
    } catch (InternalServerErrorException e) {
      // Podman says only now that its catatonit is not installed. The shell that a session starts
      // with reaps as well, if a little later.
      if (!Failures.reason(e).contains("init binary")) {
        throw e;
      }
      return command(spec, false).exec().getId();
    }
  }

  private CreateContainerCmd command(ContainerSpec spec, boolean init) throws IOException {
    var mounts = new ArrayList<Mount>();
    var memory = new HashMap<String, String>();
    for (var mount : spec.mounts()) {
      switch (mount) {
        case ContainerSpec.Mount.Bind(var source, var target, var readOnly) ->
            mounts.add(mount(MountType.BIND, source, target, readOnly));
        case ContainerSpec.Mount.Volume(var name, var target, var readOnly) ->
            mounts.add(mount(MountType.VOLUME, name, target, readOnly));
        case ContainerSpec.Mount.Memory(var target) ->
            memory.put(target, "rw,exec,nosuid,nodev,mode=1777");
      }
    }
    var security = new ArrayList<>(List.of("no-new-privileges"));
    if (engine.info().selinux()) {
      // A confined container can read a user's files only once they carry another label, and a
      // label that jcross sets (docker's :z) stays on them, for all other programs to trip over.
      security.add("label=disable");
    }
    var host =
        new HostConfig()
            .withInit(init)
            .withAutoRemove(true)
            .withReadonlyRootfs(spec.readOnlyRoot())
            .withCapDrop(Capability.ALL)
            .withCapAdd(
                spec.capabilities().stream().map(Capability::valueOf).toArray(Capability[]::new))
            .withSecurityOpts(security)
            .withPidsLimit((long) spec.processLimit())
            .withNetworkMode(spec.network())
            .withMounts(mounts)
            .withTmpFs(memory);
    spec.userNamespace().ifPresent(host::withUsernsMode);
    var command =
        engine
            .client()
            .createContainerCmd(spec.image())
            .withName(spec.name())
            // The image's own entry point would stand between jcross and its session.
            .withEntrypoint(spec.command())
            .withCmd(List.of())
            .withUser(spec.user())
            .withWorkingDir(spec.workingDirectory())
            .withHostName("jcross")
            .withEnv(Environment.lines(spec.environment()))
            .withLabels(spec.labels())
            .withHostConfig(host);
    spec.platform().ifPresent(command::withPlatform);
    RunOptions.apply(spec.options(), command, host);
    return command;
  }

  static Mount mount(MountType type, String source, String target, boolean readOnly) {
    return new Mount().withType(type).withSource(source).withTarget(target).withReadOnly(readOnly);
  }
}
