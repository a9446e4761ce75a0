package dev.jcross.transfer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What has to be done over there for a directory to be as it is here. Pure: of what was seen on
 * both sides, and of what is known to have been equal.
 *
 * @param send what is missing there, or differs
 * @param remove what is there and not here; without what lies below
 * @param compare what may be equal: nobody knows without reading both
 */
record Outgoing(List<String> send, List<String> remove, List<String> compare) {
  Outgoing {
    send = List.copyOf(send);
    remove = List.copyOf(remove);
    compare = List.copyOf(compare);
  }

  static Outgoing of(
      SortedMap<String, LocalFile> here, SortedMap<String, RemoteFile> there, Ledger ledger) {
    var send = new ArrayList<String>();
    var remove = new LinkedHashSet<String>();
    var compare = new ArrayList<String>();
    here.forEach(
        (path, local) -> {
          var remote = there.get(path);
          if (remote == null || remote.kind() != local.kind()) {
            if (remote != null) {
              remove.add(path);
            }
            send.add(path);
            return;
          }
          if (local.kind() == Kind.DIRECTORY || isKnown(path, local, remote, ledger)) {
            return;
          }
          boolean touched =
              ledger
                  .find(path)
                  .filter(pair -> pair.remote().equals(remote.stamp()))
                  .filter(pair -> local.isInodeOf(pair.local()))
                  .isPresent();
          if (local.kind() == Kind.FILE
              && local.size() == remote.size()
              && local.mode() == remote.mode()
              && !touched) {
            compare.add(path);
          } else {
            send.add(path);
          }
        });
    for (var path : there.keySet()) {
      if (!path.equals(".") && !here.containsKey(path) && !isBelow(path, remove)) {
        remove.add(path);
      }
    }
    return new Outgoing(send, List.copyOf(remove), compare);
  }

  private static boolean isKnown(String path, LocalFile local, RemoteFile remote, Ledger ledger) {
    return ledger
        .find(path)
        .filter(pair -> pair.local().equals(local.stamp()))
        .filter(pair -> pair.remote().equals(remote.stamp()))
        .isPresent();
  }

  private static boolean isBelow(String path, Set<String> removed) {
    // In a sorted walk a directory comes before what is in it.
    for (int i = path.lastIndexOf('/'); i > 0; i = path.lastIndexOf('/', i - 1)) {
      if (removed.contains(path.substring(0, i))) {
        return true;
      }
    }
    return false;
  }

  /** Once the contents were compared: what turned out to be different is sent. */
  Outgoing compared(Map<String, Boolean> equal) {
    var all = new ArrayList<>(send);
    compare.stream().filter(path -> !equal.getOrDefault(path, false)).forEach(all::add);
    return new Outgoing(all, remove, List.of());
  }

  boolean isEmpty() {
    return send.isEmpty() && remove.isEmpty() && compare.isEmpty();
  }
}
