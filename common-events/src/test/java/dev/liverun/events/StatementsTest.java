package dev.liverun.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Statements.Part;
import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void parts_become_one_statement_whose_parameters_are_counted_through() {
        var together = new Statements()
                .and(Part.of("one", "update a set x = $2 where id = $1 returning id", 1, 2))
                .and(
                        Part.of("two", "insert into b select id, $1 from one", 3),
                        Part.of("three", "insert into c values ($1)", 4));

        assertThat(together.sql())
                .isEqualTo("with one as (update a set x = $2 where id = $1 returning id),"
                        + " two as (insert into b select id, $3 from one) insert into c values ($4)");
    }

    @Test
    void one_part_is_a_statement_of_its_own() {
        assertThat(new Statements()
                        .and(Part.of("one", "insert into a values ($1)", 1))
                        .sql())
                .isEqualTo("insert into a values ($1)");
    }
}
