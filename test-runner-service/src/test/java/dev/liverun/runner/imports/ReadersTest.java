package dev.liverun.runner.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.liverun.events.contract.TestStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {

    @Test
    void readsJUnitXml() {
        var results = JUnitReader.read(bytes("""
                <testsuites><testsuite name="s" timestamp="2026-03-01T12:00:00">
                  <testcase name="a" classname="C" time="1,234.5"><system-out>x</system-out></testcase>
                  <testcase name="b" classname="C" time="0.01"><failure message="was 2">at line <![CDATA[7]]></failure></testcase>
                  <testcase name="c"><error>boom</error></testcase>
                  <testcase name="d"><skipped/></testcase>
                </testsuite></testsuites>
                """), 10);

        assertThat(results)
                .extracting(ForeignResult::name, ForeignResult::status, ForeignResult::message)
                .containsExactly(
                        tuple("C a", TestStatus.PASSED, null),
                        tuple("C b", TestStatus.FAILED, "was 2"),
                        tuple("c", TestStatus.ERROR, "boom"),
                        tuple("d", TestStatus.SKIPPED, ""));
        assertThat(results.get(0).duration()).isEqualTo(Duration.ofMillis(1_234_500));
        assertThat(results.get(0).startedAt()).contains(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void readsCtrf() {
        var results = CtrfReader.read(bytes("""
                {"results": {"tool": {"name": "x"}, "tests": [
                  {"name": "a", "status": "passed", "duration": 12, "start": 1767225600000},
                  {"name": "b", "suite": "S", "status": "failed", "duration": 1, "message": "no"},
                  {"name": "c", "status": "pending", "duration": 0}, {"name": "d", "status": "other", "duration": 0}]}}
                """), 10);

        assertThat(results)
                .extracting(ForeignResult::name, ForeignResult::status)
                .containsExactly(
                        tuple("a", TestStatus.PASSED),
                        tuple("S b", TestStatus.FAILED),
                        tuple("c", TestStatus.SKIPPED),
                        tuple("d", TestStatus.ERROR));
        assertThat(results.get(0).startedAt()).contains(Instant.ofEpochMilli(1767225600000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html/>",
                "<testsuite>",
                "<testsuite></testsuite>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='a'><error>&x;</error></testcase></testsuite>",
                "<testsuite><testcase name='a'/><testcase name='b'/><testcase name='c'/></testsuite>"
            })
    void refusesWhatIsNoJUnitXml(String document) {
        assertThatThrownBy(() -> JUnitReader.read(bytes(document), 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"results\": {\"tests\": []}}",
                "{\"results\": {\"tests\": [{\"name\": \"a\"}]}}",
                "{\"results\": {\"tests\": [{\"status\": \"passed\"}]}}"
            })
    void refusesWhatIsNoCtrf(String document) {
        assertThatThrownBy(() -> CtrfReader.read(bytes(document), 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
