package dev.liverun.feedback.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicTextTest {

    /** {@code ^} stands for the invisible character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "hello @maintainer ~ hello @^maintainer",
                "@org/team ~ @^org/team",
                "\\@maintainer ~ \\@^maintainer",
                "&#64;maintainer ~ &amp;#^64;maintainer",
                "see #12 ~ see #^12",
                "see owner/repo#12 ~ see owner/repo#^12",
                "see GH-12 and gh-7 ~ see GH-^12 and gh-^7",
                "fixes #12 ~ fixes #^12",
                "closes owner/repo#12 ~ closes owner/repo#^12",
                "https://github.com/o/r/issues/12 ~ https://github.com/o/r/issues/^12",
                "Fixes https://GitHub.com/o/r/pull/12 ~ Fixes https://GitHub.com/o/r/pull/^12",
                "https://github.com/o/r/discussions/12 ~ https://github.com/o/r/discussions/^12",
                "owner/repo@0123456789abcdef ~ owner/repo@^012345^6789abcdef",
                "in 0123456789abcdef0123456789abcdef01234567 ~ in 012345^6789abcdef0123456789abcdef01234567",
                "<img src=x onerror=1> ~ &lt;img src=x onerror=1&gt;",
                "<!-- liverun:x --> ~ &lt;!-- liverun:x --&gt;",
                "a & b ~ a &amp; b",
                "# 1 heading ~ # 1 heading",
                "a@ b, #x, abc123 ~ a@ b, #x, abc123"
            })
    void nobodyIsNotifiedAndNothingIsLinkedOrClosed(String given, String harmless) {
        assertThat(PublicText.neutralise(given)).isEqualTo(harmless.replace('^', '\u200b'));
    }

    @Test
    void anOpenCodeFenceEndsWithTheQuote() {
        assertThat(PublicText.quote("```\nopen")).isEqualTo("> ```\n> open");
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        var cut = PublicText.cut("x".repeat(200), 100, Optional.empty());
        assertThat(cut).hasSize(100).endsWith("… cut here: the whole text is in Liverun.");
        assertThat(PublicText.cut("x".repeat(200), 150, Optional.of(URI.create("https://liverun.test/1"))))
                .hasSize(150)
                .endsWith("Liverun: https://liverun.test/1");
        assertThat(PublicText.person("ada@lovelace.org")).isEqualTo("ada");
    }

    @Test
    void aTitleIsOneHarmlessLineThatGitHubTakes() {
        assertThat(PublicText.title(" @a\n sees  #1 ")).isEqualTo("@\u200ba sees #\u200b1");
        assertThat(PublicText.title("@a".repeat(128))).hasSize(PublicText.MAX_TITLE);
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(PublicText.title("x".repeat(255) + "😀")).isEqualTo("x".repeat(255));
    }

    @Test
    void thePublicTitleOfAPublicTitleIsTheSame() {
        var title = PublicText.title("@a sees o/r#1");
        assertThat(PublicText.title(title)).isEqualTo(title);
        assertThat(PublicText.typed(title)).isEqualTo("@a sees o/r#1");
    }
}
