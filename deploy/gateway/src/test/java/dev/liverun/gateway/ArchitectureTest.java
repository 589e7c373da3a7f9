package dev.liverun.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.liverun.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule features_have_no_cycles = slices().matching("dev.liverun.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another, which needs it back, is one feature");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Clocks")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests must be able to say what time it is");

    @ArchTest
    static final ArchRule the_gateway_knows_no_service = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.liverun.session..", "dev.liverun.health..", "dev.liverun.runner..", "dev.liverun.feedback..")
            .because("it is thin: it passes on, and knows nothing of the business");
}
