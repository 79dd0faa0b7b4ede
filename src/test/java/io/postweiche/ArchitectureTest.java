package io.postweiche;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The shape of the house: a pure core, edges that know it and not each other, one place that wires.
 */
@AnalyzeClasses(packages = "io.postweiche", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule coreIsPure =
      classes()
          .that()
          .resideInAPackage("io.postweiche.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.postweiche.core..");

  @ArchTest
  static final ArchRule arrowsPointInwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("core")
          .definedBy("io.postweiche.core..")
          .layer("shared")
          .definedBy("io.postweiche.config..", "io.postweiche.spool..")
          .layer("edges")
          .definedBy(
              "io.postweiche.smtp..",
              "io.postweiche.jms..",
              "io.postweiche.broker..",
              "io.postweiche.delivery..",
              "io.postweiche.bounce..",
              "io.postweiche.dkim..",
              "io.postweiche.web..",
              "io.postweiche.sandbox..",
              "io.postweiche.tracking..",
              "io.postweiche.alert..",
              "io.postweiche.tracing..",
              "io.postweiche.migrate..")
          .layer("app")
          .definedBy("io.postweiche.app..")
          .layer("cli")
          .definedBy("io.postweiche.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("app")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("edges")
          .mayOnlyBeAccessedByLayers("app", "cli")
          .whereLayer("shared")
          .mayOnlyBeAccessedByLayers("edges", "app", "cli");

  @ArchTest
  static final ArchRule edgesDoNotKnowEachOther =
      slices()
          .matching(
              "io.postweiche.(smtp|jms|broker|delivery|bounce|dkim|web|sandbox|tracking|alert|tracing|migrate)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);
}
