package dev.liverun.sandbox.yunite;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of the sandbox's guild; linked if there is an Epic account. */
record Member(
        String discordId,
        String discordName,
        @Nullable String epicId,
        @Nullable String epicName,
        String verified) {

    private static final List<Member> ALL = List.of(
            new Member(
                    "200000000000000001",
                    "ada",
                    "0a1b2c3d4e5f60718293a4b5c6d7e8f1",
                    "AdaPlays",
                    "2026-01-05T10:00:00Z"),
            new Member(
                    "200000000000000002",
                    "ben",
                    "0a1b2c3d4e5f60718293a4b5c6d7e8f2",
                    "BenBuilds",
                    "2026-02-11T18:30:00Z"),
            new Member(
                    "200000000000000003",
                    "cleo",
                    "0a1b2c3d4e5f60718293a4b5c6d7e8f3",
                    "CleoJumps",
                    "2026-03-20T07:45:00Z"),
            new Member("200000000000000004", "dan", null, null, ""));

    static List<Member> all() {
        return ALL;
    }

    boolean isLinked() {
        return epicId != null;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put(
                        "discord",
                        new JsonObject()
                                .put("id", discordId)
                                .put("name", discordName)
                                .put("avatar", "https://cdn.discordapp.com/embed/avatars/0.png"))
                .put("epic", new JsonObject().put("epicID", epicId).put("epicName", epicName))
                .put("dateVerified", verified)
                .put("chosenPlatform", "PC")
                .put("chosenPeripheral", "KEYBOARD_MOUSE");
    }
}
