package dev.jcross;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the package table of the design. */
class ArchitectureTest {
  private static final String ROOT = "dev.jcross.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.jcross");

  /**
   * What each package may use. {@code run} and {@code report} also take the target and the image
   * source of a plan apart, as values, and {@code run} makes the rows of a lock; the design's table
   * names only the packages that do something for them.
   */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("problem", Set.of()),
          Map.entry("target", Set.of("problem")),
          Map.entry("host", Set.of("problem")),
          Map.entry("invocation", Set.of("problem", "target")),
          Map.entry("project", Set.of("problem", "host")),
          Map.entry("trust", Set.of("problem")),
          Map.entry("config", Set.of("problem", "target", "host", "trust")),
          Map.entry("image", Set.of("problem", "target")),
          Map.entry("lock", Set.of("problem", "target", "image")),
          Map.entry(
              "plan",
              Set.of(
                  "problem",
                  "target",
                  "host",
                  "invocation",
                  "project",
                  "config",
                  "image",
                  "lock",
                  "trust")),
          Map.entry("bundle", Set.of("problem")),
          Map.entry("event", Set.of()),
          Map.entry("engine", Set.of("problem", "event")),
          Map.entry("engine.docker", Set.of("engine", "problem", "event")),
          Map.entry("transfer", Set.of("plan", "engine", "event", "problem", "host", "image")),
          Map.entry(
              "run",
              Set.of(
                  "plan",
                  "engine",
                  "event",
                  "problem",
                  "image",
                  "target",
                  "transfer",
                  "lock",
                  "bundle",
                  "trust")),
          Map.entry("housekeeping", Set.of("run", "engine", "problem", "image", "target")),
          Map.entry("artifact", Set.of("problem", "target")),
          Map.entry(
              "report",
              Set.of(
                  "plan",
                  "run",
                  "artifact",
                  "lock",
                  "problem",
                  "image",
                  "invocation",
                  "target",
                  "config")));

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(type -> type.getPackageName().substring(ROOT.length()))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void everyPackageStandsInTheTable() {
    assertThat(MAY_USE.keySet()).containsAll(packages());
    assertThat(packages()).contains("problem", "plan", "engine", "engine.docker", "run");
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatTheTableAllows(String own) {
    var allowed = MAY_USE.getOrDefault(own, Set.of());
    var uses = new TreeSet<String>();
    for (var type : CLASSES) {
      if (!type.getPackageName().equals(ROOT + own)) {
        continue;
      }
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        var other = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (other.startsWith(ROOT)
            && !other.equals(ROOT + own)
            && !allowed.contains(other.substring(ROOT.length()))) {
          uses.add(dependency.getDescription());
        }
      }
    }

    assertThat(uses).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "one slice a package";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void onlyTheDockerAdapterKnowsDockerJava() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jcross.engine.docker")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(CLASSES);
  }

  @Test
  void onlyRunItsTransfersAndHousekeepingTouchAnEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.jcross.run",
            "dev.jcross.transfer",
            "dev.jcross.housekeeping",
            "dev.jcross.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jcross.engine..")
        .check(CLASSES);
  }

  @Test
  void runKnowsThePortAndNoAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jcross.engine.docker")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jcross.engine.docker")
        .check(CLASSES);
  }

  @Test
  void aPlanIsMadeWithoutFilesNetworkProcessesAndThreads() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.plan")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Files.class,
            java.io.File.class,
            java.io.FileInputStream.class,
            java.io.FileReader.class,
            java.nio.channels.FileChannel.class,
            Process.class,
            ProcessBuilder.class,
            ProcessHandle.class,
            Runtime.class,
            Thread.class,
            Clock.class,
            java.util.Random.class,
            java.util.UUID.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.util.concurrent..")
        .check(CLASSES);
  }

  @Test
  void aPlanFollowsFromItsValuesAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.plan")
        .should()
        .callMethodWhere(calls(System.class, "getenv"))
        .orShould()
        .callMethodWhere(calls(System.class, "getProperty"))
        .orShould()
        .callMethodWhere(calls(System.class, "currentTimeMillis"))
        .orShould()
        .callMethodWhere(calls(System.class, "nanoTime"))
        .orShould()
        .callMethodWhere(calls(java.time.Instant.class, "now"))
        .orShould()
        .callMethodWhere(calls(java.time.LocalDateTime.class, "now"))
        .orShould()
        .callMethodWhere(calls(Path.class, "toRealPath"))
        .orShould()
        .callMethodWhere(calls(Path.class, "toAbsolutePath"))
        .check(CLASSES);
  }

  @Test
  void onlyHostReadsTheEnvironmentAndTheMachine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jcross.host")
        .should()
        .callMethodWhere(calls(System.class, "getenv"))
        .orShould()
        .callMethodWhere(calls(System.class, "getProperty"))
        .orShould()
        .callMethodWhere(calls(System.class, "getProperties"))
        .orShould()
        .callMethodWhere(calls(System.class, "console"))
        .orShould()
        .callMethodWhere(calls(System.class, "setProperty"))
        .check(CLASSES);
  }

  @Test
  void theLibraryNeitherPrintsNorExits() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethodWhere(calls(Throwable.class, "printStackTrace"))
        .orShould()
        .callMethodWhere(calls(System.class, "exit"))
        .orShould()
        .callMethodWhere(calls(Runtime.class, "exit"))
        .orShould()
        .callMethodWhere(calls(Runtime.class, "halt"))
        .orShould()
        .callMethodWhere(calls(Runtime.class, "addShutdownHook"))
        .check(CLASSES);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> calls(
      Class<?> type, String method) {
    return DescribedPredicate.describe(
        type.getSimpleName() + "." + method,
        call ->
            call.getTarget().getName().equals(method)
                && call.getTarget().getOwner().isAssignableTo(type));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageIsNullMarkedAndSaysItsContract(String own) throws IOException {
    assertThat(CLASSES.getPackage(ROOT + own).isAnnotatedWith(NullMarked.class)).isTrue();
    // The tests of a module start in its directory.
    var source = Path.of("main/java/dev/jcross", own.replace('.', '/'), "package-info.java");
    assertThat(source).content().startsWith("/**");
  }

  @Test
  void staticFieldsAreFinal() {
    ArchRule rule =
        fields()
            .that()
            .areStatic()
            .and(DescribedPredicate.describe("written by hand", ArchitectureTest::byHand))
            .should()
            .beFinal();
    rule.check(CLASSES);
  }

  private static boolean byHand(com.tngtech.archunit.core.domain.JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  @Test
  void whatStaticFieldsHoldCannotBeChanged() throws ReflectiveOperationException {
    var changeable = new TreeSet<String>();
    int seen = 0;
    for (var type : CLASSES) {
      for (var field : type.reflect().getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          seen++;
          if (changeable(field)) {
            changeable.add(field.getDeclaringClass().getName() + "." + field.getName());
          }
        }
      }
    }

    assertThat(seen).isGreaterThan(50);
    assertThat(changeable).isEmpty();
  }

  private static boolean changeable(Field field) throws ReflectiveOperationException {
    field.setAccessible(true);
    var value = field.get(null);
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      var name = value.getClass().getName();
      return !name.startsWith("java.util.ImmutableCollections")
          && !name.startsWith("java.util.Collections$Unmodifiable");
    }
    return value != null
        && (value.getClass().isArray()
            || value instanceof StringBuilder
            || value.getClass().getName().startsWith("java.util.concurrent.atomic."));
  }
}
