package dev.liverun.sandbox.banano;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A state block. Its hash is made as on the real network, but it bears no valid signature or work: the stand-in has
 * no keys.
 *
 * @param counterpart the destination of a send, the sender of a receive
 * @param link of a receive, the hash of the send it takes
 * @param timestamp seconds since 1970
 */
record Block(
        String hash,
        String account,
        Subtype subtype,
        BigInteger amount,
        BigInteger balance,
        String previous,
        String counterpart,
        @Nullable String link,
        int height,
        long timestamp) {

    static final String NO_BLOCK = "0".repeat(64);

    /** The kinds that move money. */
    enum Subtype {
        SEND,
        RECEIVE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Block of(
            String account,
            Subtype subtype,
            BigInteger amount,
            BigInteger balance,
            String previous,
            String counterpart,
            @Nullable String link,
            int height,
            long timestamp) {
        byte[] linkBytes = link == null ? key(counterpart) : HexFormat.of().parseHex(link);
        ByteBuffer hashed = ByteBuffer.allocate(176)
                .put(Address.fixed(BigInteger.valueOf(6), 32))
                .put(key(account))
                .put(HexFormat.of().parseHex(previous))
                .put(key(Ledger.REPRESENTATIVE))
                .put(Address.fixed(balance, 16))
                .put(linkBytes);
        String hash = HexFormat.of().withUpperCase().formatHex(Blake2b.hash(32, hashed.array()));
        return new Block(hash, account, subtype, amount, balance, previous, counterpart, link, height, timestamp);
    }

    /** The block itself, as the node shows it under {@code contents}. */
    JsonObject contents() {
        String linkHex = link == null ? HexFormat.of().withUpperCase().formatHex(key(counterpart)) : link;
        return new JsonObject()
                .put("type", "state")
                .put("account", account)
                .put("previous", previous)
                .put("representative", Ledger.REPRESENTATIVE)
                .put("balance", balance.toString())
                .put("link", linkHex)
                .put("link_as_account", Address.of(HexFormat.of().parseHex(linkHex)))
                .put("signature", "0".repeat(128))
                .put("work", "0".repeat(16));
    }

    JsonObject toState() {
        return new JsonObject()
                .put("account", account)
                .put("subtype", subtype.name())
                .put("amount", amount.toString())
                .put("balance", balance.toString())
                .put("previous", previous)
                .put("counterpart", counterpart)
                .put("link", link)
                .put("height", height)
                .put("timestamp", timestamp);
    }

    static Block fromState(JsonObject state) {
        return of(
                state.getString("account"),
                Subtype.valueOf(state.getString("subtype")),
                new BigInteger(state.getString("amount")),
                new BigInteger(state.getString("balance")),
                state.getString("previous"),
                state.getString("counterpart"),
                state.getString("link"),
                state.getInteger("height"),
                state.getLong("timestamp"));
    }

    private static byte[] key(String account) {
        byte[] key = Address.publicKey(account);
        if (key == null) {
            throw new IllegalArgumentException("not an account: " + account);
        }
        return key;
    }
}
