package dev.liverun.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The architecture, as rules over the compiled house. They see main code only. */
class HouseRulesTest {

    private static final Path HOUSE = Path.of("../..");
    private static final List<String> SERVICES = List.of("session", "health", "runner", "feedback");
    private static final List<String> MODULES = List.of(
            "common-events",
            "common-api",
            "common-integrations",
            "common-storage",
            "session-service",
            "health-monitor-service",
            "test-runner-service",
            "feedback-service",
            "deploy/gateway",
            "deploy/sandbox");

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> HOUSE.resolve(module).resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .toList());
    }

    @Test
    void every_module_was_read() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(HOUSE.resolve(module).resolve("target/classes"))
                        .isDirectory());
        assertThat(house).hasSizeGreaterThan(300);
    }

    @TestFactory
    Stream<DynamicTest> no_service_imports_another() {
        return SERVICES.stream()
                .map(service -> test(noClasses()
                        .that()
                        .resideInAPackage("dev.liverun." + service + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVICES.stream()
                                .filter(other -> !other.equals(service))
                                .map(other -> "dev.liverun." + other + "..")
                                .toArray(String[]::new))
                        .because("services talk over events and HTTP; what two need is a common module")));
    }

    @TestFactory
    Stream<DynamicTest> the_rules_of_the_house() {
        return Stream.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(
                                        "dev.liverun.events..",
                                        "dev.liverun.api..",
                                        "dev.liverun.integrations..",
                                        "dev.liverun.storage..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(SERVICES.stream()
                                        .map(service -> "dev.liverun." + service + "..")
                                        .toArray(String[]::new))
                                .because("no common module knows a service"),
                        noClasses()
                                .that()
                                .resideInAPackage("dev.liverun.events..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "dev.liverun.api..", "dev.liverun.integrations..", "dev.liverun.storage..")
                                .because("events are the ground floor"),
                        classes()
                                .that()
                                .resideInAPackage("dev.liverun.events.contract..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage("java..", "org.jspecify..", "dev.liverun.events.contract..")
                                .because("the contract is what is said, free of frameworks"),
                        noClasses()
                                .that()
                                .haveSimpleNameEndingWith("State")
                                .and()
                                .areEnums()
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "io.quarkus..", "jakarta..", "io.smallrye..", "io.vertx..", "org.hibernate..")
                                .because("a state machine is plain Java"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages("dev.liverun.events..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.apache.kafka.clients.producer..",
                                        "org.eclipse.microprofile.reactive.messaging.."))
                                .because(
                                        "events leave through the outbox's relay and come in through the inbox's consumer"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage("dev.liverun.feedback.github..")
                                .should()
                                .dependOnClassesThat(resideInAPackage("org.kohsuke.."))
                                .because("a foreign client is wrapped in one package"),
                        noClasses()
                                .should()
                                .callMethodWhere(to("io.smallrye.mutiny.Uni", "await"))
                                .because("an event loop must not wait"),
                        noClasses()
                                .that()
                                .doNotHaveSimpleName("Clocks")
                                .and()
                                .resideOutsideOfPackages("dev.liverun.sandbox..")
                                .should()
                                .callMethodWhere(to("java.time.Instant", "now", 0)
                                        .or(to("java.time.OffsetDateTime", "now", 0))
                                        .or(to("java.time.LocalDate", "now", 0))
                                        .or(to("java.lang.System", "currentTimeMillis", 0)))
                                .because("time comes from the Clock"),
                        methods()
                                .that()
                                .areAnnotatedWith("jakarta.ws.rs.GET")
                                .or()
                                .areAnnotatedWith("jakarta.ws.rs.POST")
                                .or()
                                .areAnnotatedWith("jakarta.ws.rs.PUT")
                                .or()
                                .areAnnotatedWith("jakarta.ws.rs.PATCH")
                                .or()
                                .areAnnotatedWith("jakarta.ws.rs.DELETE")
                                .should()
                                .beDeclaredInClassesThat(simpleNameEndingWith("Resource")
                                        .or(annotated(
                                                "org.eclipse.microprofile.rest.client.inject.RegisterRestClient")))
                                .andShould()
                                .notHaveRawReturnType(annotated("jakarta.persistence.Entity"))
                                .because("HTTP is spoken by resources, which never show entities"),
                        methods()
                                .that()
                                .areDeclaredInClassesThat()
                                .haveSimpleNameEndingWith("Resource")
                                .and()
                                .arePublic()
                                .should()
                                .beAnnotatedWith("jakarta.annotation.security.RolesAllowed")
                                .orShould()
                                .beAnnotatedWith("jakarta.annotation.security.PermitAll")
                                .orShould()
                                .bePrivate()
                                .because("who may do what is said at each method")
                                .allowEmptyShould(true),
                        fields().that()
                                .areDeclaredInClassesThat()
                                .areAnnotatedWith("jakarta.persistence.Entity")
                                .and()
                                .areNotStatic()
                                .should()
                                .notBePublic()
                                .because("an aggregate guards its state"))
                .map(HouseRulesTest::test);
    }

    @TestFactory
    Stream<DynamicTest> features_of_a_service_do_not_go_in_circles() {
        return SERVICES.stream()
                .map(service -> test(slices().matching("dev.liverun." + service + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .because("data flows one way through the house")));
    }

    private static DynamicTest test(ArchRule rule) {
        return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(house));
    }

    private static DescribedPredicate<JavaAccess<?>> to(String owner, String name) {
        return DescribedPredicate.describe(
                owner + "." + name + "()",
                access -> access.getTargetOwner().getFullName().equals(owner)
                        && access.getName().equals(name));
    }

    private static DescribedPredicate<JavaAccess<?>> to(String owner, String name, int arguments) {
        return DescribedPredicate.describe(
                owner + "." + name + "()",
                access -> to(owner, name).test(access)
                        && access.getTarget()
                                instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget call
                        && call.getRawParameterTypes().size() == arguments);
    }

    private static DescribedPredicate<JavaClass> annotated(String annotation) {
        return DescribedPredicate.describe("@" + annotation, type -> type.isAnnotatedWith(annotation));
    }
}
