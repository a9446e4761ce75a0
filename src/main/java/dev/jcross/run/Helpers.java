package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.transfer.ClientFiles;
import java.util.List;

/** Helper containers for the transfer of files. */
record Helpers(ContainerEngine engine, List<String> sweep) implements ClientFiles.Helpers {
  private static final String PURPOSE = "carries files";

  @Override
  public Helper create(String image, List<ContainerSpec.Mount> mounts) {
    return HelperContainer.create(engine, sweep, image, mounts, PURPOSE);
  }
}
