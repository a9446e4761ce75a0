package dev.jcross.cli.command;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.image.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Which images are there, and where the first one would start from. */
final class ImageCheck {
  private final BuiltinImages images;
  private final Machine machine;

  ImageCheck(BuiltinImages images, Machine machine) {
    this.images = images;
    this.machine = machine;
  }

  List<Finding> findings(ContainerEngine engine) {
    var built = new ArrayList<String>();
    images
        .sizes(engine)
        .forEach(
            (triple, size) -> {
              if (size.isPresent()) {
                built.add(triple + " (" + text(size) + ")");
              }
            });
    int count = images.all().size();
    var message =
        built.isEmpty()
            ? "none of " + count + " is built yet; each is when it is first needed"
            : built.size() + " of " + count + " built: " + String.join(", ", built);
    return List.of(Finding.ok("images", message), base(engine));
  }

  private static String text(OptionalLong size) {
    return Sizes.text(size.orElse(0));
  }

  private Finding base(ContainerEngine engine) {
    var check = "base image";
    var debian = new ImageSource.Debian().reference();
    if (engine.findImage(debian).isPresent()) {
      return Finding.ok(check, debian + " is there");
    }
    if (engine.findImage(images.base().reference()).isPresent()) {
      return Finding.ok(check, debian + " is not there, and not needed: images/base is built");
    }
    return machine.hasProgram("mmdebstrap")
        ? Finding.ok(
            check,
            debian + " will be pulled, or made with mmdebstrap where no registry is in reach")
        : Finding.note(
            check,
            debian + " will be pulled; where no registry is in reach, mmdebstrap would make it",
            "sudo apt-get install mmdebstrap");
  }
}
