package dev.liverun.feedback;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.liverun.feedback", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule features_have_no_cycles = slices().matching("dev.liverun.feedback.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another, which needs it back, is one feature");

    @ArchTest
    static final ArchRule the_github_client_stays_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("dev.liverun.feedback.github.client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.kohsuke..")
            .because("it blocks, sleeps and repeats; what it does is tamed in one place");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests must be able to say what time it is");

    @ArchTest
    static final ArchRule nothing_is_awaited = noClasses()
            .should()
            .callMethod(io.smallrye.mutiny.Uni.class, "await")
            .because("threads that wait are threads that are missing");

    @ArchTest
    static final ArchRule http_stays_in_resources = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .haveSimpleNameNotEndingWith("Filter")
            .and()
            .resideOutsideOfPackage("dev.liverun.feedback.peers")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because("what HTTP is like is a resource's business alone");

    @ArchTest
    static final ArchRule no_service_knows_another = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.liverun.session..", "dev.liverun.health..", "dev.liverun.runner..")
            .because("services meet in events and over HTTP");
}
