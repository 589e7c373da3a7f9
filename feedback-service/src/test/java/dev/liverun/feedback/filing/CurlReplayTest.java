package dev.liverun.feedback.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class CurlReplayTest {

    @Test
    void eachStepThatWasSentIsACommand() throws JsonProcessingException {
        var sent = new ObjectMapper().readTree("""
                {"steps": [
                  {"name": "pay", "method": "POST", "url": "https://wallet.test/v1/pay?a=1&b=2", "authenticated": true,
                   "headers": {"Content-Type": "application/json", "Host": "wallet.test", "X-Tag": ["1", "2"]},
                   "body": {"size": 9, "text": "{\\"a\\":\\"it's\\"}"}},
                  {"name": "asked", "kind": "ask"},
                  {"name": "look", "method": "GET", "url": "https://wallet.test/$(reboot)", "headers": {}}]}
                """);

        assertThat(CurlReplay.of(sent))
                .containsExactly(
                        "curl -X POST 'https://wallet.test/v1/pay?a=1&b=2' -H 'Content-Type: application/json'"
                                + " -H 'X-Tag: 1' -H 'X-Tag: 2' --data-raw '{\"a\":\"it'\\''s\"}'"
                                + " # and the endpoint's credential",
                        "curl -X GET 'https://wallet.test/$(reboot)'");
    }
}
