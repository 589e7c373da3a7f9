package dev.liverun.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {

    @Test
    void each_role_of_a_person_includes_the_lesser_ones() {
        assertThat(Roles.withImplied(Set.of(Roles.VIEWER))).containsExactlyInAnyOrder("viewer");
        assertThat(Roles.withImplied(Set.of(Roles.TESTER))).containsExactlyInAnyOrder("tester", "viewer");
        assertThat(Roles.withImplied(Set.of(Roles.OPERATOR))).containsExactlyInAnyOrder("operator", "tester", "viewer");
        assertThat(Roles.withImplied(Set.of(Roles.ADMIN)))
                .containsExactlyInAnyOrder("admin", "operator", "tester", "viewer");
    }

    @Test
    void a_service_reads_and_is_no_person() {
        assertThat(Roles.withImplied(Set.of(Roles.SERVICE))).containsExactlyInAnyOrder("service", "viewer");
        assertThat(Roles.withImplied(Set.of(Roles.ADMIN))).doesNotContain(Roles.SERVICE);
    }

    @Test
    void a_role_of_somebody_else_grants_nothing() {
        assertThat(Roles.withImplied(Set.of("root", "ADMIN", ""))).isEmpty();
    }

    @Test
    void a_known_caller_has_what_its_role_implies() {
        var ada = Caller.of("ada", "Ada", Roles.OPERATOR);
        assertThat(ada.has(Roles.TESTER)).isTrue();
        assertThat(ada.has(Roles.ADMIN)).isFalse();
        assertThat(Caller.system("retention").subject()).isEqualTo("system:retention");
    }
}
