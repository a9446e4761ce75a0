package dev.jcross.transfer;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.event.EventSink;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Makes volumes of an engine hold what this machine's directories hold, and the reverse. */
final class Carrier {
  /** What a session takes while it is about to end; more goes through a container that stays. */
  private static final long SMALL_BYTES = 1_000_000;

  /** Clocks that differ less are as good as equal. */
  private static final Duration EQUAL_CLOCKS = Duration.ofSeconds(2);

  private final ContainerEngine engine;
  private final Whereabouts where;
  private final ClientFiles.Helpers helpers;
  private final RemoteShell shell;
  private final Reports reports;

  /** What this run has brought: nothing but this run changes it until it ends. */
  private final Set<String> sent = new HashSet<>();

  Carrier(
      ContainerEngine engine, EventSink events, Whereabouts where, ClientFiles.Helpers helpers) {
    this.engine = engine;
    this.where = where;
    this.helpers = helpers;
    this.shell = new RemoteShell(engine);
    this.reports = new Reports(events);
  }

  /**
   * A container at work.
   *
   * @param image id of an image that the engine has
   * @param user {@code uid:gid} in the container
   */
  record Site(String container, String image, String user, Optional<String> userNamespace) {
    Site in(String other) {
      return new Site(other, image, user, userNamespace);
    }
  }

  /** One directory in its two places. */
  private record Sides(
      Carried carried, SortedMap<String, RemoteFile> all, SortedMap<String, RemoteFile> there) {}

  /** Brings over what is missing there or differs; once in a run. */
  synchronized void send(Site site, List<Carried> directories) throws ContainerGone {
    var due = directories.stream().filter(one -> !sent.contains(one.volume())).toList();
    if (due.isEmpty()) {
      return;
    }
    try (var _ = hold(due)) {
      var trees = shell.list(site.container, due.stream().map(Carried::target).toList());
      for (int i = 0; i < due.size(); i++) {
        send(site, due.get(i), trees.trees().get(i), trees.now());
        sent.add(due.get(i).volume());
      }
    }
  }

  private VolumeLocks hold(List<Carried> directories) {
    return VolumeLocks.hold(where.state(), directories.stream().map(Carried::volume).toList());
  }

  private Ledger ledger(Carried carried) {
    return Ledger.read(where.state().resolve(carried.volume()));
  }

  private static void write(Ledger ledger) {
    try {
      ledger.write();
    } catch (IOException e) {
      // Without it files are compared by their contents the next time.
    }
  }

  private void send(
      Site site, Carried carried, SortedMap<String, RemoteFile> all, Optional<Instant> now)
      throws ContainerGone {
    var root = all.get(Errands.ROOT);
    if (root == null || !root.owner().equals(site.user)) {
      helpers.handOver(site.image, mount(carried), site.user, site.userNamespace);
    }
    if (carried.role() == Carried.Role.RESULTS) {
      removeResults(site, carried, all);
      return;
    }
    var here = read(carried);
    var there = Scope.ofSources(all, here.keySet(), carried.leftAlone());
    var ledger = ledger(carried);
    var outgoing = Outgoing.of(here, there, ledger);
    if (!outgoing.compare().isEmpty()) {
      var equal = equal(site, carried, outgoing.compare(), here);
      equal.forEach(
          (path, same) -> {
            if (same) {
              ledger.note(path, at(here, path).stamp(), at(there, path).stamp());
            }
          });
      outgoing = outgoing.compared(equal);
    }
    remove(site, carried, outgoing.remove());
    var archive = new SourceArchive(site.user);
    var time = now.orElseGet(Instant::now);
    long bytes = 0;
    int files = 0;
    var skew = skew(now);
    for (var path : outgoing.send()) {
      var file = at(here, path);
      // What replaces something is newer than all that was made of the old one, whatever time this
      // machine's clock gave it. What is new keeps its time, as make and its like look at it.
      var modified =
          there.containsKey(path) ? time : earlier(time, instant(file.modifiedNanos()).plus(skew));
      archive.add(path, file, modified);
      if (file.kind() == Kind.FILE) {
        bytes += file.size();
      }
      if (file.kind() != Kind.DIRECTORY) {
        files++;
      }
    }
    if (!archive.isEmpty()) {
      unpack(site, carried, archive, files, bytes);
    }
    reports.sent(files, bytes, outgoing.remove().size());
    if (!outgoing.send().isEmpty()) {
      noteSent(site, carried, outgoing.send(), here, archive.changing(), ledger);
    }
    ledger.all().keySet().stream().filter(path -> !here.containsKey(path)).forEach(ledger::forget);
    write(ledger);
  }

  /** What came from there and was removed here, by a user or to clean up, would come again. */
  private void removeResults(Site site, Carried carried, SortedMap<String, RemoteFile> there)
      throws ContainerGone {
    var ledger = ledger(carried);
    var gone = new ArrayList<String>();
    for (var path : ledger.all().keySet()) {
      if (!Files.exists(carried.source().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        ledger.forget(path);
        if (there.containsKey(path)) {
          gone.add(path);
        }
      }
    }
    if (!gone.isEmpty()) {
      remove(site, carried, gone);
      write(ledger);
    }
  }

  private void noteSent(
      Site site,
      Carried carried,
      List<String> paths,
      Map<String, LocalFile> here,
      Set<String> changing,
      Ledger ledger)
      throws ContainerGone {
    var after = shell.list(site.container, List.of(carried.target())).trees().getFirst();
    for (var path : paths) {
      var remote = after.get(path);
      if (remote != null && !changing.contains(path)) {
        ledger.note(path, at(here, path).stamp(), remote.stamp());
      }
    }
  }

  private SortedMap<String, LocalFile> read(Carried carried) {
    try {
      return LocalTree.read(carried.source(), carried.without(), where.wishes().caches());
    } catch (IOException e) {
      throw unreadable(e, carried.source());
    }
  }

  private Map<String, Boolean> equal(
      Site site, Carried carried, List<String> paths, Map<String, LocalFile> here)
      throws ContainerGone {
    var hashes = shell.hashes(site.container, carried.target(), paths);
    var equal = new HashMap<String, Boolean>();
    for (var path : paths) {
      var hash = hashes.get(path);
      equal.put(path, hash != null && hash.equals(Contents.sha256(at(here, path).path())));
    }
    return equal;
  }

  /** How far the other clock is ahead. */
  private static Duration skew(Optional<Instant> now) {
    var ahead = now.map(time -> Duration.between(Instant.now(), time)).orElse(Duration.ZERO);
    return ahead.abs().compareTo(EQUAL_CLOCKS) < 0 ? Duration.ZERO : ahead;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void remove(Site site, Carried carried, List<String> paths) throws ContainerGone {
    if (paths.isEmpty()) {
      return;
    }
    if (carried.role() != Carried.Role.INPUT) {
      shell.remove(site.container, carried.target(), paths);
      return;
    }
    // The session sees them read-only.
    try (var helper =
        helpers.start(site.image, site.user, List.of(mount(carried)), site.userNamespace)) {
      shell.remove(helper.container(), carried.target(), paths);
    }
  }

  private static ContainerSpec.Mount.Volume mount(Carried carried) {
    return new ContainerSpec.Mount.Volume(carried.volume(), carried.target(), false);
  }

  private void unpack(Site site, Carried carried, SourceArchive archive, int files, long bytes)
      throws ContainerGone {
    try (var report = reports.sending(files, bytes)) {
      if (bytes < SMALL_BYTES && carried.role() != Carried.Role.INPUT) {
        unpack(site.container, carried, archive, report);
      } else {
        try (var helper = helpers.create(site.image, List.of(mount(carried)), site.userNamespace)) {
          unpack(helper.container(), carried, archive, report);
        }
      }
      report.done();
    }
  }

  private void unpack(
      String container, Carried carried, SourceArchive archive, Reports.Report report)
      throws ContainerGone {
    try {
      archive.<ContainerGone>handTo(
          tar -> engine.copyInto(container, carried.target(), tar), report::bytes);
    } catch (IOException e) {
      throw unreadable(e, carried.source());
    }
  }

  static ProblemException unreadable(IOException e, Path place) {
    return Problem.error(ProblemCode.FILE, "cannot read: " + e.getMessage())
        .at(Place.of(place.toString()))
        .help("ls -ld " + place)
        .asException();
  }

  /** Brings back what a command changed. */
  synchronized void bringBack(Site site, List<Carried> directories) {
    var due =
        directories.stream()
            .filter(one -> one.role() != Carried.Role.INPUT)
            .filter(one -> one.role() != Carried.Role.RESULTS || where.wishes().artifacts())
            .toList();
    if (due.isEmpty()) {
      return;
    }
    try (var _ = hold(due)) {
      bringBackThrough(site, due);
    } catch (ContainerGone e) {
      // The session ended right behind its command; what it left is still there.
      var mounts = due.stream().<ContainerSpec.Mount>map(Carrier::mount).toList();
      try (var _ = hold(due);
          var helper = helpers.start(site.image, site.user, mounts, site.userNamespace)) {
        bringBackThrough(site.in(helper.container()), due);
      } catch (ContainerGone again) {
        throw Problem.error(
                ProblemCode.ENGINE_LOST, "the container ended while files were brought back")
            .help("run the command again")
            .asException();
      }
    }
  }

  private void bringBackThrough(Site site, List<Carried> due) throws ContainerGone {
    var trees = shell.list(site.container, due.stream().map(Carried::target).toList());
    for (int i = 0; i < due.size(); i++) {
      try {
        bringBack(site, due.get(i), trees.trees().get(i));
      } catch (IOException e) {
        throw unwritable(e, due.get(i).source());
      }
    }
  }

  private static ProblemException unwritable(IOException e, Path place) {
    var text = String.valueOf(e.getMessage());
    return text.contains("No space left on device")
        ? Problem.error(ProblemCode.DISK_FULL, "the disk is full")
            .at(Place.of(place.toString()))
            .help("df -h " + place)
            .asException()
        : Problem.error(ProblemCode.FILE, "cannot write what came back: " + text)
            .at(Place.of(place.toString()))
            .help("ls -ld " + place)
            .asException();
  }

  private void bringBack(Site site, Carried carried, SortedMap<String, RemoteFile> all)
      throws IOException, ContainerGone {
    var ledger = ledger(carried);
    boolean results = carried.role() == Carried.Role.RESULTS;
    var there =
        results
            ? Scope.ofResults(all, where.wishes().wholeTarget())
            : Scope.ofSources(all, ledger.all().keySet(), carried.leftAlone());
    var here = look(carried, there, ledger);
    var incoming =
        results ? Incoming.results(here, there, ledger) : Incoming.sources(here, there, ledger);
    if (incoming.isEmpty()) {
      return;
    }
    var returned = new ReturnedFiles(carried.source());
    var wanted = new ArrayList<String>();
    // First: a file may have taken the place of a directory.
    for (var path : incoming.remove()) {
      returned.remove(path);
      ledger.forget(path);
    }
    var equal = madeAnew(site, carried, incoming.bring(), here, there);
    for (var path : incoming.bring()) {
      if (at(there, path).kind() == Kind.DIRECTORY) {
        returned.directory(path, at(there, path).mode());
      } else if (equal.contains(path)) {
        ledger.note(path, at(here, path).stamp(), at(there, path).stamp());
      } else {
        wanted.add(path);
      }
    }
    fetch(site, new Sides(carried, all, there), wanted, returned);
    for (var path : returned.brought()) {
      var local = LocalFile.at(carried.source().resolve(path));
      local.ifPresent(file -> ledger.note(path, file.stamp(), at(there, path).stamp()));
    }
    if (results) {
      ledger.all().keySet().stream()
          .filter(path -> !there.containsKey(path))
          .forEach(ledger::forget);
    }
    write(ledger);
    int files = (int) wanted.stream().filter(returned.brought()::contains).count();
    reports.brought(files, returned.bytes(), incoming.remove().size());
    reports.kept(carried.source(), incoming.kept());
    reports.refused(carried.source(), returned.refused());
    reports.blocked(carried.source(), returned.blocked());
  }

  /** Cargo copies its results anew each time, and formatters write what they leave as it was. */
  private Set<String> madeAnew(
      Site site,
      Carried carried,
      List<String> paths,
      Map<String, LocalFile> here,
      SortedMap<String, RemoteFile> there)
      throws ContainerGone {
    var alike =
        paths.stream()
            .filter(
                path -> {
                  var local = here.get(path);
                  var remote = at(there, path);
                  return local != null
                      && local.kind() == Kind.FILE
                      && remote.kind() == Kind.FILE
                      && local.size() == remote.size()
                      && local.mode() == remote.mode();
                })
            .toList();
    return equal(site, carried, alike, here).entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What lies here of what may be concerned. */
  private static Map<String, LocalFile> look(
      Carried carried, SortedMap<String, RemoteFile> there, Ledger ledger) throws IOException {
    var here = new HashMap<String, LocalFile>();
    var paths = new HashSet<>(there.keySet());
    if (carried.role() == Carried.Role.RESULTS) {
      paths.addAll(ledger.all().keySet());
    } else {
      paths.removeIf(
          path ->
              ledger
                  .find(path)
                  .filter(pair -> pair.remote().equals(at(there, path).stamp()))
                  .isPresent());
    }
    for (var path : paths) {
      LocalFile.at(carried.source().resolve(path)).ifPresent(file -> here.put(path, file));
    }
    return here;
  }

  private void fetch(Site site, Sides sides, List<String> wanted, ReturnedFiles returned)
      throws IOException, ContainerGone {
    if (wanted.isEmpty()) {
      return;
    }
    long bytes = wanted.stream().mapToLong(path -> at(sides.there, path).size()).sum();
    try (var report = reports.receiving(wanted.size(), bytes)) {
      if (bytes < SMALL_BYTES) {
        fetch(site.container, sides, wanted, returned, report);
      } else {
        try (var helper =
            helpers.create(site.image, List.of(mount(sides.carried)), site.userNamespace)) {
          fetch(helper.container(), sides, wanted, returned, report);
        }
      }
      report.done();
    }
  }

  private void fetch(
      String container,
      Sides sides,
      List<String> wanted,
      ReturnedFiles returned,
      Reports.Report report)
      throws IOException, ContainerGone {
    var all = Set.copyOf(wanted);
    for (var path : Errands.of(sides.all, wanted)) {
      try {
        fetch(container, sides.carried, path, all, returned, report);
      } catch (IOException e) {
        // A file that changes while it is packed breaks the archive for all that come behind it.
        if (returned.failure().isPresent()) {
          throw e;
        }
      }
    }
    for (var path : wanted) {
      if (!returned.knows(path)) {
        fetch(container, sides.carried, path, Set.of(path), returned, report);
      }
    }
  }

  private void fetch(
      String container,
      Carried carried,
      String path,
      Set<String> wanted,
      ReturnedFiles returned,
      Reports.Report report)
      throws IOException, ContainerGone {
    engine.copyFrom(
        container, carried.targetOf(path), tar -> returned.take(tar, path, wanted, report::bytes));
  }

  /** What a tree holds at a path that was taken from it. */
  private static <T> T at(Map<String, T> tree, String path) {
    return Objects.requireNonNull(tree.get(path));
  }
}
