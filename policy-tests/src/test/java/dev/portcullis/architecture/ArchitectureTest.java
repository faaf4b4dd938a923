package dev.portcullis.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/architecture.md. Each rule is also shown to bite: a class that breaks it is
 * fed to it.
 */
class ArchitectureTest {
  private static JavaClasses product;

  @BeforeAll
  static void importProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portcullis");
  }

  private static final ArchRule GRAPH_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.portcullis.infra..",
              "dev.portcullis.policy..",
              "dev.portcullis.report..",
              "dev.portcullis.sweep..",
              "dev.portcullis.cli..",
              "com.pulumi.aws..")
          .as("the graph knows neither the provider, nor our systems, nor any policy");

  private static final ArchRule PROGRAM_KNOWS_NO_POLICY =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.infra..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.portcullis.graph..",
              "dev.portcullis.policy..",
              "dev.portcullis.report..",
              "dev.portcullis.sweep..",
              "dev.portcullis.cli..")
          .as("the program knows nothing of the gate");

  private static final ArchRule POLICIES_KNOW_NO_SYSTEM =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.portcullis.infra..",
              "dev.portcullis.report..",
              "dev.portcullis.sweep..",
              "dev.portcullis.cli..",
              "com.pulumi..")
          .as("the policy module knows only the graph: what a system must have is data");

  private static final ArchRule REPORTS_RENDER_ONLY =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.portcullis.infra..",
              "dev.portcullis.sweep..",
              "dev.portcullis.cli..",
              "dev.portcullis.policy.engine..",
              "dev.portcullis.policy.bundle..",
              "com.pulumi..")
          .as("a report renders the decision and evaluates nothing");

  private static final ArchRule SWEEP_DECIDES_ON_DOCUMENTS =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.sweep..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.portcullis.infra..", "dev.portcullis.cli..", "com.pulumi..")
          .as("a sweep decides on documents: it captures no program and knows no command line");

  private static final ArchRule SPARK_IS_ONE_WAY_TO_SWEEP =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.portcullis.sweep.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.portcullis.sweep.spark..", "org.apache.spark..")
          .as("nothing needs Spark but the job of Spark");

  private static final ArchRule S3_IS_BEHIND_ONE_CLASS =
      noClasses()
          .that()
          .resideInAPackage("dev.portcullis.sweep..")
          .and()
          .doNotHaveSimpleName("S3Documents")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .as("nothing of the AWS SDK is loaded before an S3 source is named");

  private static final ArchRule SYSTEMS_ARE_STRANGERS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.portcullis.infra.system..", "dev.portcullis.cli..")
          .and()
          .resideOutsideOfPackage("dev.portcullis.infra")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.portcullis.infra.system..")
          .as("components do not know the systems that compose them");

  private static final ArchRule NO_PRINTING =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.portcullis.cli..",
              "dev.portcullis.sweep.spark..",
              "dev.portcullis.lambda.platform..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .as("only the command line speaks, and a function to its log");

  private static final ArchRule NO_AMBIENT_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.portcullis.cli..", "dev.portcullis.sweep.spark..")
          .and()
          .resideOutsideOfPackage("dev.portcullis.lambda..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .as("clocks and randomness are injected");

  private static final List<ArchRule> RULES =
      List.of(
          GRAPH_KNOWS_NOBODY,
          PROGRAM_KNOWS_NO_POLICY,
          POLICIES_KNOW_NO_SYSTEM,
          REPORTS_RENDER_ONLY,
          SWEEP_DECIDES_ON_DOCUMENTS,
          SPARK_IS_ONE_WAY_TO_SWEEP,
          S3_IS_BEHIND_ONE_CLASS,
          SYSTEMS_ARE_STRANGERS,
          NO_PRINTING,
          NO_AMBIENT_CLOCK);

  @Test
  void everyArrowPointsTheRightWay() {
    RULES.forEach(rule -> rule.check(product));
  }

  @Test
  void everyPackageIsNullMarkedAndDescribed() {
    var bare =
        product.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> p.getName().startsWith("dev.portcullis"))
            .filter(p -> !p.getClasses().isEmpty())
            .filter(p -> !p.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
            .map(p -> p.getName())
            .sorted()
            .toList();
    assertThat(bare).isEmpty();
  }

  @Test
  void utilityAndImplementationNamesAreNotUsed() {
    classes()
        .should()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("Impl")
        .check(product);
  }

  /**
   * A rule that no class could break guards nothing: it must object to an offender put into its
   * packages.
   */
  @Test
  void everyRuleObjectsToAnOffender() {
    var offenders =
        new ClassFileImporter()
            .importPackages(
                "dev.portcullis.graph.offender",
                "dev.portcullis.infra.offender",
                "dev.portcullis.policy.offender",
                "dev.portcullis.report.offender",
                "dev.portcullis.sweep.offender");
    assertThat(RULES)
        .allSatisfy(
            rule -> {
              EvaluationResult result = rule.allowEmptyShould(true).evaluate(offenders);
              assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
            });
  }
}
