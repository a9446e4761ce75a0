package dev.jcross.image;

import dev.jcross.target.ProgramRunner;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The recipes that jcross brings along: {@code images/} of the checkout, packaged as resources.
 * Each folder with a Dockerfile is a recipe. Of {@code common/} a context has what the Dockerfile
 * copies, so that a change of one script renames only the images that hold it.
 */
public final class BuiltinRecipes {
  private static final String ROOT = "dev/jcross/image/recipes/";
  private static final String BASE = "base";
  private static final String DEBIAN_SOURCES = "debian-sources";
  private static final String RUSTUP = "rustup";
  private static final String ZIG = "zig";
  private static final String QEMU_SYSTEM = "qemu-system";
  private static final String COMMON = "common/";

  /** Recipes that no triple is the name of. */
  private static final Set<String> NO_TRIPLES =
      Set.of(BASE, DEBIAN_SOURCES, RUSTUP, ZIG, QEMU_SYSTEM);

  /** Content by path below images/. */
  private final Map<String, String> files;

  /** Lines of sources.list(5); empty for those that Debian's image has. */
  private final List<String> aptSources;

  private BuiltinRecipes(Map<String, String> files, List<String> aptSources) {
    this.files = files;
    this.aptSources = aptSources;
  }

  /**
   * The same recipes with Debian's packages from elsewhere: a mirror, or a snapshot of a day.
   *
   * @param lines of sources.list(5); none: what Debian's image says
   */
  public BuiltinRecipes withPackagesFrom(List<String> lines) {
    return new BuiltinRecipes(files, List.copyOf(lines));
  }

  /** Reads them from the class path. */
  public static BuiltinRecipes load() {
    var loader = BuiltinRecipes.class.getClassLoader();
    var url = loader.getResource(ROOT + BASE + "/Dockerfile");
    if (url == null) {
      throw new IllegalStateException("the image recipes are not packaged");
    }
    try {
      var files = "jar".equals(url.getProtocol()) ? fromJar(url) : fromFolder(url);
      return new BuiltinRecipes(files, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> fromJar(URL url) throws IOException {
    var jar = ((JarURLConnection) url.openConnection()).getJarFile();
    var found = new TreeMap<String, String>();
    for (var entry : jar.stream().toList()) {
      if (entry.getName().startsWith(ROOT) && !entry.isDirectory()) {
        try (InputStream content = jar.getInputStream(entry)) {
          found.put(
              entry.getName().substring(ROOT.length()),
              new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return found;
  }

  private static Map<String, String> fromFolder(URL url) throws IOException {
    Path root;
    try {
      root = Path.of(url.toURI()).resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    var found = new TreeMap<String, String>();
    try (var walk = Files.walk(root)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        found.put(
            root.relativize(file).toString().replace('\\', '/'),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /** The triples that have a recipe, sorted. */
  public Set<String> triples() {
    var names = new TreeSet<String>();
    for (var path : files.keySet()) {
      int slash = path.indexOf('/');
      if (slash > 0 && path.endsWith("/Dockerfile")) {
        names.add(path.substring(0, slash));
      }
    }
    names.removeAll(NO_TRIPLES);
    return names;
  }

  /**
   * The image of a triple, down to Debian's.
   *
   * @param rust where its toolchain comes from: {@code auto}, {@code rustup} or {@code debian}
   */
  public Optional<ImageSource> image(String triple, String rust) {
    if (!triples().contains(triple)) {
      return Optional.empty();
    }
    return Optional.of(onBase(recipe(triple, Map.of()), rust));
  }

  /**
   * The same image with a Linux of the target for QEMU to boot, for the runner {@code qemu-system}.
   * It is much to download, and seldom wanted, so the images themselves are without.
   *
   * @param image one of {@link #image}
   * @return empty if the image has no such runner, or has all that it needs for it
   */
  public Optional<ImageSource> booting(Target target, ImageSource image) {
    boolean boots =
        target.triple().operatingSystem().equals("linux")
            && RecipeFacts.of(image)
                .filter(facts -> facts.runners().contains(ProgramRunner.QEMU_SYSTEM))
                .isPresent();
    return boots
        ? Optional.of(
            ImageSource.Built.on(
                image, ImageSource.Kind.BUILTIN, recipe(QEMU_SYSTEM, Map.of()), "JCROSS_BASE"))
        : Optional.empty();
  }

  /**
   * The image in which zig is the compiler and linker of a Linux target. It serves any version of
   * glibc, and has what zig compiles for the target's own at hand. Its program {@code with-zig}
   * takes the target and a command.
   *
   * @param rust as for {@link #image}
   * @return empty if zig does not link for the triple: see {@link #zigTriples()}
   */
  public Optional<ImageSource> zig(Target target, String rust) {
    return ZigTarget.of(target).map(known -> onBase(recipe(ZIG, known.buildArguments()), rust));
  }

  /** The triples that have an image with zig, sorted. */
  public Set<String> zigTriples() {
    return ZigTarget.triples();
  }

  /** Whether there is an image with zig for the triple. */
  public static boolean zigLinks(String triple) {
    return ZigTarget.triples().contains(triple);
  }

  private ImageSource onBase(Recipe recipe, String rust) {
    var debian = debian();
    var base =
        ImageSource.Built.on(
            debian,
            ImageSource.Kind.BUILTIN,
            recipe(BASE, Map.of("JCROSS_RUST", rust, "JCROSS_FROM", debian.reference())),
            "JCROSS_FROM");
    return ImageSource.Built.on(base, ImageSource.Kind.BUILTIN, recipe, "JCROSS_BASE");
  }

  private ImageSource debian() {
    var debian = new ImageSource.Debian();
    if (aptSources.isEmpty()) {
      return debian;
    }
    var arguments =
        Map.of(
            "JCROSS_FROM", debian.reference(), "JCROSS_APT_SOURCES", String.join("\n", aptSources));
    return ImageSource.Built.on(
        debian, ImageSource.Kind.BUILTIN, recipe(DEBIAN_SOURCES, arguments), "JCROSS_FROM");
  }

  /**
   * The image whose rustup manages the volume of toolchains. Its program {@code install-toolchain}
   * takes a toolchain, its components and its targets.
   */
  public ImageSource rustup() {
    var debian = debian();
    return ImageSource.Built.on(
        debian,
        ImageSource.Kind.BUILTIN,
        recipe(RUSTUP, Map.of("JCROSS_FROM", debian.reference())),
        "JCROSS_FROM");
  }

  /** Every name that these recipes can give to an image, those of the images below included. */
  public Set<String> references() {
    var all = new TreeSet<String>();
    named(rustup(), all);
    for (var rust : List.of("auto", "rustup", "debian")) {
      triples()
          .forEach(triple -> image(triple, rust).ifPresent(image -> named(triple, image, all)));
      ZigTarget.all().forEach(target -> zig(target, rust).ifPresent(image -> named(image, all)));
    }
    return all;
  }

  private void named(String triple, ImageSource image, Set<String> names) {
    named(booting(Target.of(new TargetTriple(triple)), image).orElse(image), names);
  }

  private static void named(ImageSource image, Set<String> names) {
    if (image instanceof ImageSource.Built built) {
      names.add(built.reference());
      built.base().ifPresent(base -> named(base, names));
    }
  }

  /** A script of common/, for what runs on top of images that jcross did not make. */
  String commonScript(String name) {
    var content = files.get(COMMON + name);
    if (content == null) {
      throw new IllegalStateException("images/common/" + name + " is not packaged");
    }
    return content;
  }

  private Recipe recipe(String name, Map<String, String> arguments) {
    var own = name + "/";
    var dockerfile = Objects.requireNonNull(files.get(own + "Dockerfile"), name);
    var context = new ArrayList<RecipeFile>();
    for (var file : files.entrySet()) {
      var path = file.getKey();
      if (path.startsWith(own)) {
        context.add(text(path.substring(own.length()), file.getValue()));
      } else if (path.startsWith(COMMON) && copies(dockerfile, path)) {
        context.add(text(path, file.getValue()));
      }
    }
    try {
      return Recipe.of(name, "Dockerfile", context, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean copies(String dockerfile, String path) {
    return dockerfile
        .lines()
        .filter(line -> line.startsWith("COPY "))
        .anyMatch(line -> List.of(line.split("\\s+")).contains(path));
  }

  private static RecipeFile text(String path, String content) {
    return new RecipeFile.Text(path, content.startsWith("#!"), content);
  }

  /** For tests: recipes from memory. */
  static BuiltinRecipes of(Map<String, String> files) {
    return new BuiltinRecipes(new TreeMap<>(files), List.of());
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }
}
