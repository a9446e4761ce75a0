package dev.jcross.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CliArchitectureTest {
  private JavaClasses classes = new ClassFileImporter().importClasses();

  @BeforeAll
  void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.jcross");
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jcross.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  @Test
  void commandsPrintByTheConsoleOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.cli.command..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Main.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void commandsKnowNoParticularEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.cli.command..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.jcross.engine.docker.."))
        .check(classes);
  }

  @Test
  void nobodyHereReadsTheEnvironment() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.cli..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(classes);
  }

  @Test
  void cargoCommandsDoNotLoadPicocli() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.cli..")
        .and()
        .resideOutsideOfPackage("dev.jcross.cli.command..")
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .check(classes);
  }

  @Test
  void consoleDoesNotKnowTheCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.jcross.cli.console..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.jcross.cli.command.."))
        .check(classes);
  }
}
