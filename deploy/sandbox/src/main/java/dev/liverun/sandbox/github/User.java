package dev.liverun.sandbox.github;

import java.util.List;

/** Somebody on the GitHub side. */
record User(String login, long id) {
    /** Whom {@code SANDBOX_GITHUB_TOKEN} belongs to. */
    static final User BOT = new User("liverun-bot", 9001);

    /** Whom {@code SANDBOX_GITHUB_HUMAN_TOKEN} belongs to. */
    static final User HUMAN = new User("maintainer", 9002);

    static final List<User> ALL = List.of(BOT, HUMAN);

    static boolean exists(String login) {
        return ALL.stream().anyMatch(user -> user.login.equalsIgnoreCase(login));
    }

    static User named(String login) {
        return ALL.stream()
                .filter(user -> user.login.equalsIgnoreCase(login))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such user: " + login));
    }
}
