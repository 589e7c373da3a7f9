package dev.liverun.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.liverun.sandbox", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.liverun.sandbox.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a stand-in can then be read, and replaced, alone");

    @ArchTest
    static final ArchRule STAND_INS_STAND_ALONE = slices().matching(
                    "dev.liverun.sandbox.(yunite|discord|banano|rest|github)..")
            .should()
            .notDependOnEachOther()
            .because("the services they stand for do not know each other either");

    @ArchTest
    static final ArchRule FAULTS_KNOW_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("..fault..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..")
            .because("what goes wrong is decided apart from how it is done to a connection");

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests stop and advance the time");
}
