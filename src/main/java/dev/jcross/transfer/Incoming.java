package dev.jcross.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a step changed over there, and what becomes of it here. Pure: of what was seen on both
 * sides, and of what is known to have been equal.
 *
 * @param bring what is new there, or was changed
 * @param remove what is gone there, and here still as it came
 * @param kept what was changed on both sides: this machine's is kept
 */
record Incoming(List<String> bring, List<String> remove, List<String> kept) {
  Incoming {
    bring = List.copyOf(bring);
    remove = List.copyOf(remove);
    kept = List.copyOf(kept);
  }

  /**
   * What comes of sources: files of people's, of which nothing is removed and nothing overwritten
   * that was changed meanwhile.
   *
   * @param here the files that both may have changed, as they are now
   */
  static Incoming sources(
      Map<String, LocalFile> here, SortedMap<String, RemoteFile> there, Ledger ledger) {
    var bring = new ArrayList<String>();
    var kept = new ArrayList<String>();
    there.forEach(
        (path, remote) -> {
          var pair = ledger.find(path);
          if (path.equals(".")
              || pair.filter(known -> known.remote().equals(remote.stamp())).isPresent()) {
            return;
          }
          var local = Optional.ofNullable(here.get(path));
          if (remote.kind() == Kind.DIRECTORY
              && local.filter(file -> file.kind() == Kind.DIRECTORY).isPresent()) {
            return;
          }
          boolean untouched =
              pair.isPresent()
                  ? local.filter(file -> file.stamp().equals(pair.get().local())).isPresent()
                  : local.isEmpty();
          (untouched ? bring : kept).add(path);
        });
    return new Incoming(bring, List.of(), kept);
  }

  /** What comes of results: they are made over there, and the last who made one is right. */
  static Incoming results(
      Map<String, LocalFile> here, SortedMap<String, RemoteFile> there, Ledger ledger) {
    var bring = new ArrayList<String>();
    there.forEach(
        (path, remote) -> {
          if (path.equals(".")) {
            return;
          }
          var local = Optional.ofNullable(here.get(path));
          boolean same =
              ledger.find(path).filter(pair -> pair.remote().equals(remote.stamp())).isPresent();
          if (!same || local.filter(file -> file.kind() == remote.kind()).isEmpty()) {
            bring.add(path);
          }
        });
    var remove = new ArrayList<String>();
    ledger
        .all()
        .forEach(
            (path, pair) -> {
              var local = here.get(path);
              if (!there.containsKey(path) && local != null && local.stamp().equals(pair.local())) {
                remove.add(path);
              }
            });
    remove.sort(java.util.Comparator.reverseOrder());
    return new Incoming(bring, remove, List.of());
  }

  boolean isEmpty() {
    return bring.isEmpty() && remove.isEmpty() && kept.isEmpty();
  }
}
