package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.transfer.ClientFiles;
import java.util.List;
import java.util.Optional;

/** Helper containers for the transfer of files. */
record Helpers(ContainerEngine engine, List<String> sweep) implements ClientFiles.Helpers {
  private static final String PURPOSE = "carries files";

  /** A large directory takes a while to be listed. */
  private static final int LIFE_SECONDS = 120;

  @Override
  public void volume(String name, String purpose) {
    engine.ensureVolume(name, Labels.of("volume", purpose));
  }

  @Override
  public Helper create(
      String image, List<ContainerSpec.Mount> mounts, Optional<String> userNamespace) {
    return HelperContainer.create(engine, sweep, image, mounts, userNamespace, PURPOSE);
  }

  @Override
  public void handOver(
      String image, ContainerSpec.Mount.Volume mount, String user, Optional<String> userNamespace) {
    HelperContainer.handOver(engine, sweep, image, List.of(mount), user, userNamespace);
  }

  @Override
  public Helper start(
      String image, String user, List<ContainerSpec.Mount> mounts, Optional<String> userNamespace) {
    var helper =
        HelperContainer.start(
            engine, sweep, image, user, mounts, List.of(), userNamespace, PURPOSE, LIFE_SECONDS);
    return new Helper() {
      @Override
      public String container() {
        return helper.name();
      }

      @Override
      public void close() {
        helper.close();
      }
    };
  }
}
