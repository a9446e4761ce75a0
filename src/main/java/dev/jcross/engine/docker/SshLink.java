package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * To the engine of another machine, by the {@code ssh} program and the engine's own {@code system
 * dial-stdio} over there, as Docker's client does it (docker/cli, cli/connhelper). One login
 * carries all connections, unless the user's settings of ssh say already how to share one.
 */
final class SshLink implements EngineLink {
  /** How long the login stays when nobody is left to end it. */
  private static final String PERSIST_SECONDS = "30";

  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Machine machine;
  private final List<String> ssh;
  private final String destination;
  private final String command;
  private final String place;
  private final PrivateDirectory directory;

  /** Those that say by which login to go, once there is one. */
  private List<String> shared = List.of();

  private final LocalRelay relay;
  private final Deque<Dialed> spares = new ArrayDeque<>();
  private volatile boolean closed;
  private volatile Optional<String> trouble = Optional.empty();

  private SshLink(
      Machine machine,
      List<String> ssh,
      String destination,
      String command,
      String place,
      PrivateDirectory directory)
      throws IOException {
    this.machine = machine;
    this.ssh = ssh;
    this.destination = destination;
    this.command = command;
    this.place = place;
    this.directory = directory;
    this.relay = LocalRelay.listen(directory.file("engine.sock"), this::connect);
  }

  static SshLink open(Address.Ssh address, String place, Machine machine) throws IOException {
    var program =
        machine
            .program("ssh")
            .orElseThrow(
                () ->
                    Problem.error(
                            ProblemCode.ENGINE_UNREACHABLE,
                            "the engine is reached by ssh, and there is no program 'ssh'")
                        .at(Place.of(place))
                        .help("sudo apt-get install openssh-client")
                        .asException());
    var directory = PrivateDirectory.make();
    try {
      var link =
          new SshLink(
              machine,
              words(program, address),
              address.destination(),
              remoteCommand(address),
              place,
              directory);
      link.logIn();
      return link;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static List<String> words(Path program, Address.Ssh address) {
    var words = new ArrayList<>(List.of(program.toString(), "-T", "-o", "ConnectTimeout=30"));
    address.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
    address.identity().ifPresent(key -> words.addAll(List.of("-i", key.toString())));
    return words;
  }

  /** For whatever shell the user has over there. */
  static String remoteCommand(Address.Ssh address) {
    var docker =
        "docker"
            + address.socket().map(path -> " --host unix://" + path).orElse("")
            + " system dial-stdio";
    var podman =
        "podman"
            + address.socket().map(path -> " --url unix://" + path).orElse("")
            + " system dial-stdio";
    return address.podman()
        ? podman
        : "sh -c 'command -v docker > /dev/null || { command -v podman > /dev/null && exec "
            + podman
            + "; }; exec "
            + docker
            + "'";
  }

  private void logIn() throws IOException {
    var settings = settings();
    if (settings.getOrDefault("serveraliveinterval", "0").equals("0")) {
      // A network that goes away without a word would be waited for for ever.
      ssh.addAll(List.of("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"));
    }
    if (!settings.getOrDefault("controlpath", "none").equals("none")) {
      return;
    }
    var path = "ControlPath=" + directory.file("login");
    var words = new ArrayList<>(ssh);
    words.addAll(
        List.of("-o", path, "-o", "ControlMaster=yes", "-o", "ControlPersist=" + PERSIST_SECONDS));
    words.addAll(List.of("-N", "-f", "--", destination));
    var errors = new Errors();
    // In this very session, for it may ask for a password.
    var process =
        machine
            .process(words)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    errors.read(process);
    try {
      if (process.waitFor() != 0) {
        errors.settle();
        throw new Failed(errors.text());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    shared = List.of("-o", path, "-o", "ControlMaster=no");
  }

  /** As ssh understands its configuration for that host; empty if it cannot tell. */
  private Map<String, String> settings() throws IOException {
    var words = new ArrayList<>(ssh);
    words.addAll(List.of("-G", "--", destination));
    var process = machine.process(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    var settings = new HashMap<String, String>();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(line -> line.split(" ", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> settings.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip()));
    }
    return settings;
  }

  /** A process of ssh that has not been spoken to. */
  private record Dialed(Process process, long sinceNanos) {
    /** Docker closes a connection that says nothing for some minutes. */
    boolean fresh() {
      return process.isAlive() && System.nanoTime() - sinceNanos < SPARE_NANOS;
    }
  }

  @Override
  public EngineConnection connect() throws IOException {
    var dialed = dial();
    var errors = new Errors();
    errors.read(dialed.process);
    return new EngineConnection(
        new Telling(dialed.process, errors),
        dialed.process.getOutputStream(),
        dialed.process.getOutputStream()::close,
        dialed.process::destroy);
  }

  /** With a login to share, the next connection is dialed while this one is used. */
  private Dialed dial() throws IOException {
    if (shared.isEmpty()) {
      return start();
    }
    synchronized (spares) {
      var next = spares.poll();
      if (next == null || !next.fresh()) {
        if (next != null) {
          next.process.destroy();
        }
        next = start();
      }
      if (!closed) {
        spares.add(start());
      }
      return next;
    }
  }

  private Dialed start() throws IOException {
    var words = new ArrayList<String>();
    if (!shared.isEmpty()) {
      // Ctrl-C is for the command in the container, and its way there has to stay. A first login
      // stays in this session all the same: it may have to ask for a password.
      machine.program("setsid").ifPresent(setsid -> words.add(setsid.toString()));
    }
    words.addAll(ssh);
    words.addAll(shared);
    words.addAll(List.of("--", destination, command));
    return new Dialed(machine.process(words).start(), System.nanoTime());
  }

  /** The way in; where it ends before it began, ssh says why. */
  private final class Telling extends java.io.FilterInputStream {
    private final Process process;
    private final Errors errors;
    private boolean began;

    Telling(Process process, Errors errors) {
      super(process.getInputStream());
      this.process = process;
      this.errors = errors;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      began |= read > 0;
      if (read < 0) {
        errors.settle();
        var said = errors.text();
        if (!said.isEmpty()) {
          trouble = Optional.of(said);
        }
        if (!began && !said.isEmpty()) {
          throw new Failed(said);
        }
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      process.destroy();
      super.close();
    }
  }

  /** What ssh, or the program over there, says. */
  private static final class Errors {
    private static final int LIMIT = 4096;
    private static final int SETTLE_SECONDS = 2;

    private final StringBuilder text = new StringBuilder();
    private volatile Optional<Process> process = Optional.empty();
    private volatile Optional<Thread> reader = Optional.empty();

    void read(Process started) {
      process = Optional.of(started);
      reader =
          Optional.of(
              Thread.ofPlatform().daemon().name("jcross-ssh-errors").start(() -> collect(started)));
    }

    private void collect(Process started) {
      try (var errors = started.errorReader(StandardCharsets.UTF_8)) {
        for (var line = errors.readLine(); line != null; line = errors.readLine()) {
          synchronized (text) {
            if (text.length() < LIMIT && !line.isBlank()) {
              text.append(text.isEmpty() ? "" : "\n").append(line.strip());
            }
          }
        }
      } catch (IOException e) {
        // The process is gone.
      }
    }

    /** A login that stays keeps the other end open, so this waits for the words alone. */
    void settle() throws IOException {
      try {
        if (process.isPresent()) {
          process.get().waitFor(SETTLE_SECONDS, TimeUnit.SECONDS);
        }
        if (reader.isPresent()) {
          reader.get().join(200);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    String text() {
      synchronized (text) {
        return text.toString();
      }
    }
  }

  /** In the words of ssh. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    Failed(String said) {
      super(said);
    }
  }

  @Override
  public URI address() {
    return EngineLink.socketAddress(relay.socket());
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<String> trouble() {
    return trouble.or(relay::trouble);
  }

  @Override
  public void close() {
    relay.close();
    synchronized (spares) {
      closed = true;
      spares.forEach(spare -> spare.process.destroy());
      spares.clear();
    }
    if (!shared.isEmpty()) {
      logOut();
    }
    directory.close();
  }

  private void logOut() {
    var words = new ArrayList<>(ssh);
    words.addAll(shared);
    words.addAll(List.of("-O", "exit", "--", destination));
    try {
      machine
          .process(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It ends by itself a little later.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
