package dev.liverun.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import dev.liverun.embedded.Ports;
import dev.liverun.local.RunningStack;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.Installation;
import dev.liverun.local.stack.Member;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at an identity provider on another site, in a browser: what it does with the cookies is what matters. */
@ExtendWith(RunningStack.class)
class ConsoleAtProviderIT {

    private static final Set<Member> SERVICES =
            Set.of(Member.SESSION, Member.HEALTH_MONITOR, Member.TEST_RUNNER, Member.FEEDBACK);

    @TempDir
    static Path directory;

    private static Stage stage;
    private static Provider provider;
    private static Process gateway;
    private static String address;

    /** A second gateway before the same services, which knows the provider. */
    @BeforeAll
    static void open() throws Exception {
        stage = Stage.open();
        provider = new Provider(RunningStack.get().data());
        int port = Ports.free();
        address = "http://localhost:" + port;
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + Ports.free(),
                "-Dliverun.auth.issuer=" + LocalIdentity.ISSUER,
                "-Dliverun.auth.public-key="
                        + LocalIdentity.of(RunningStack.get().data()).publicKey()));
        RunningStack.get().stack().running().forEach((member, running) -> {
            if (SERVICES.contains(member)) {
                command.add("-Dliverun.gateway.services." + member.id() + ".url=http://127.0.0.1:" + running.port());
            }
        });
        provider.settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(Installation.ofSystemProperty().jar(Member.GATEWAY).toString());
        gateway = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "gateway.log"))
                .start();
    }

    @AfterAll
    static void close() throws InterruptedException {
        gateway.destroy();
        gateway.waitFor(20, TimeUnit.SECONDS);
        provider.close();
        stage.close();
    }

    @Test
    void somebody_signs_in_at_the_provider_stays_signed_in_and_signs_out() {
        try (BrowserContext context = stage.browser().newContext()) {
            var page = arrive(context);
            page.navigate(address + "/feedback?status=OPEN");
            page.waitForURL(Pattern.compile("/sign-in$"));
            assertThat(Views.violations(page)).isEmpty();
            var begun = System.nanoTime();
            signIn(page, "olivia");

            // Back where she wanted to go, by a cookie that no other site's page could have sent along.
            page.waitForURL(Pattern.compile("/feedback\\?status=OPEN$"));
            assertThat(page.locator(".me")).containsText("olivia");
            assertThat(context.cookies(address))
                    .allSatisfy(cookie -> assertThat(cookie.httpOnly).isTrue());

            var renewed = page.waitForResponse(response -> response.url().endsWith("/sign-in/refresh"), () -> {});
            assertThat(renewed.status()).isEqualTo(200);
            page.waitForCondition(() -> System.nanoTime() - begun
                    > Provider.TOKENS_LIVE.plusSeconds(2).toNanos());
            page.getByRole(AriaRole.LINK, named("Sessions")).first().click();
            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName("Sessions").setExact(true)))
                    .isVisible();
            assertThat(page.getByText("You are signed out")).hasCount(0);

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            page.waitForURL(Pattern.compile("/sign-in$"));
            assertThat(page.getByText("You are signed out, here and at Example Inc."))
                    .isVisible();
            assertThat(context.cookies(List.of(address, address + "/sign-in", address + "/sign-out")))
                    .isEmpty();
            // The provider has forgotten her, too: whoever sits down here next is asked who they are.
            page.getByRole(AriaRole.LINK, named("Sign in with Example Inc.")).click();
            assertThat(page.getByLabel("Who are you?")).isVisible();
        }
    }

    @Test
    void whoever_was_away_longer_than_the_token_lives_goes_on_without_a_question() {
        try (BrowserContext context = stage.browser().newContext()) {
            var page = arrive(context);
            page.navigate(address + "/sign-in");
            signIn(page, "otto");
            page.waitForURL(Pattern.compile("/sessions$"));
            assertThat(page.locator(".me")).containsText("otto");
            // As after a night: the session's cookie is gone, the one for its renewal is there.
            context.clearCookies(new BrowserContext.ClearCookiesOptions().setPath("/"));

            page.reload();

            assertThat(page.locator(".me")).containsText("otto");
        }
    }

    @Test
    void a_sign_in_that_was_begun_elsewhere_is_explained() {
        try (BrowserContext context = stage.browser().newContext()) {
            var page = arrive(context);
            page.navigate(address + "/sign-in/oidc/callback?code=stolen&state=foreign");

            assertThat(page.getByText("begun in another browser")).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, named("Sign in with Example Inc.")))
                    .isVisible();
        }
    }

    private static Page arrive(BrowserContext context) {
        var page = context.newPage();
        page.waitForCondition(() -> answers(page));
        return page;
    }

    private static void signIn(Page page, String who) {
        page.getByRole(AriaRole.LINK, named("Sign in with Example Inc.")).click();
        page.getByLabel("Who are you?").fill(who);
        page.getByText("Go on").click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static boolean answers(Page page) {
        try {
            return page.request().get(address + "/sign-in/ways").ok();
        } catch (PlaywrightException notYet) {
            return false;
        }
    }
}
