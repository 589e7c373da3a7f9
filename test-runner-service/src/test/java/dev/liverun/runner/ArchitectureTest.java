package dev.liverun.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.liverun.runner", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FORMAT_ENGINE_AND_RULES_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.liverun.runner.workflow..", "dev.liverun.runner.engine..", "dev.liverun.runner.failure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "io.vertx..", "org.hibernate..", "org.eclipse.microprofile..")
            .because("what a workflow means must not depend on what serves it, and is tested without it");

    @ArchTest
    static final ArchRule THE_FORMAT_KNOWS_NOTHING_OF_CALLS = noClasses()
            .that()
            .resideInAPackage("dev.liverun.runner.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.liverun.integrations..", "io.smallrye..")
            .because("a document can then be read anywhere");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_GO_IN_CIRCLES = slices().matching("dev.liverun.runner.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another, which needs it back, is one feature");
}
