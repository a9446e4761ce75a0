package dev.jcross.housekeeping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The containers that use an image or a volume. */
final class Users {
  private Users() {}

  /**
   * Whether it can go. By force, sessions go before it; a container of somebody else's never.
   *
   * @param containers its users, by name
   */
  static boolean free(
      Belonging what,
      List<String> containers,
      Inventory inventory,
      boolean force,
      Choice.Builder choice) {
    var own = new ArrayList<OwnContainer>();
    for (var name : containers) {
      var found =
          inventory.containers().stream()
              .filter(container -> container.name().equals(name))
              .findFirst();
      if (found.isEmpty()) {
        choice.stay(what, "your container '" + name + "' uses it", "remove that container first");
        return false;
      }
      own.add(found.get());
    }
    if (!own.isEmpty() && !force) {
      var user = own.getFirst();
      choice.stay(
          what,
          user.what() + " '" + user.name() + "' uses it",
          user.session()
              ? "end it with: jcross sessions stop " + user.name() + "   or add --force"
              : "it goes by itself in some seconds");
      return false;
    }
    own.forEach(user -> choice.go(user, Optional.of("uses " + what.name())));
    return true;
  }
}
