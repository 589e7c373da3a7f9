package dev.liverun.sandbox.banano;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has how much, in raw, and every block that made it so. A send leaves the sender at once and is receivable until
 * the destination receives it; accounts of our own wallet receive by themselves after a moment, as with a real node.
 * Nothing is created or lost: balances plus receivables are always what the ledger began with.
 */
final class Ledger {
    /** 1 BAN. */
    static final BigInteger BAN = BigInteger.TEN.pow(29);

    static final String TREASURY = Address.named("treasury");
    static final String ALICE = Address.named("alice");
    static final String BOB = Address.named("bob");

    /** In the wallet, but it has never received anything. */
    static final String CAROL = Address.named("carol");

    static final String REPRESENTATIVE = Address.named("representative");

    private static final String GENESIS = Address.named("genesis");

    private final Clock clock;
    private final long receiveMs;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, List<Block>> chains = new LinkedHashMap<>();
    private final Map<String, Receivable> receivables = new LinkedHashMap<>();
    private final Map<String, String> sendIds = new LinkedHashMap<>();
    private final Set<String> walletAccounts = new LinkedHashSet<>();

    /** A send that its destination has not received yet. */
    record Receivable(Block send, long readyAtMs) {}

    /** @param receiveMs how long an account of the wallet takes to receive what was sent to it */
    Ledger(Clock clock, long receiveMs, @Nullable JsonObject state) {
        this.clock = clock;
        this.receiveMs = receiveMs;
        if (state == null) {
            Collections.addAll(walletAccounts, TREASURY, ALICE, BOB, CAROL);
            fund(TREASURY, 1_000_000);
            fund(ALICE, 1_000);
            fund(BOB, 100);
        } else {
            load(state);
        }
    }

    Collection<Block> blocks() {
        return Collections.unmodifiableCollection(blocks.values());
    }

    Set<String> walletAccounts() {
        return Collections.unmodifiableSet(walletAccounts);
    }

    @Nullable
    Block block(String hash) {
        return blocks.get(hash);
    }

    /** Oldest first; empty if the account was never opened. */
    List<Block> chain(String account) {
        return Collections.unmodifiableList(chains.getOrDefault(account, List.of()));
    }

    BigInteger balance(String account) {
        List<Block> chain = chain(account);
        return chain.isEmpty() ? BigInteger.ZERO : chain.get(chain.size() - 1).balance();
    }

    List<Receivable> receivables(String account) {
        return receivables.values().stream()
                .filter(r -> r.send.counterpart().equals(account))
                .toList();
    }

    BigInteger receivable(String account) {
        return receivables(account).stream().map(r -> r.send.amount()).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The block that was sent under this id, if any. */
    @Nullable
    Block sent(@Nullable String id) {
        String hash = id == null ? null : sendIds.get(id);
        return hash == null ? null : blocks.get(hash);
    }

    /** The caller has made sure that the source has the amount. */
    Block send(String source, String destination, BigInteger amount, @Nullable String id) {
        Block send = append(source, Block.Subtype.SEND, amount, balance(source).subtract(amount), destination, null);
        receivables.put(send.hash(), new Receivable(send, clock.millis() + receiveMs));
        if (id != null) {
            sendIds.put(id, send.hash());
        }
        return send;
    }

    /** Null if there is no such receivable for this account. */
    @Nullable
    Block receive(String account, String sendHash) {
        Receivable receivable = receivables.get(sendHash);
        if (receivable == null || !receivable.send.counterpart().equals(account)) {
            return null;
        }
        receivables.remove(sendHash);
        Block send = receivable.send;
        BigInteger balance = balance(account).add(send.amount());
        return append(account, Block.Subtype.RECEIVE, send.amount(), balance, send.account(), sendHash);
    }

    /** Lets the wallet's accounts receive what is due; returns whether anything moved. */
    boolean settle() {
        var due = new ArrayList<Receivable>();
        for (Receivable receivable : receivables.values()) {
            if (receivable.readyAtMs <= clock.millis() && walletAccounts.contains(receivable.send.counterpart())) {
                due.add(receivable);
            }
        }
        due.forEach(r -> receive(r.send.counterpart(), r.send.hash()));
        return !due.isEmpty();
    }

    /** A new account in the wallet. */
    String createAccount() {
        String account = Address.named("account " + walletAccounts.size());
        walletAccounts.add(account);
        return account;
    }

    JsonObject toState() {
        var blockStates = new JsonArray();
        blocks.values().forEach(block -> blockStates.add(block.toState()));
        var pending = new JsonObject();
        receivables.forEach((hash, receivable) -> pending.put(hash, receivable.readyAtMs));
        var ids = new JsonObject();
        sendIds.forEach(ids::put);
        return new JsonObject()
                .put("blocks", blockStates)
                .put("receivables", pending)
                .put("send_ids", ids)
                .put("wallet_accounts", new JsonArray(List.copyOf(walletAccounts)));
    }

    private void load(JsonObject state) {
        for (Object block : state.getJsonArray("blocks")) {
            add(Block.fromState((JsonObject) block));
        }
        state.getJsonObject("receivables").forEach(entry -> {
            Block send = blocks.get(entry.getKey());
            if (send != null) {
                receivables.put(entry.getKey(), new Receivable(send, ((Number) entry.getValue()).longValue()));
            }
        });
        state.getJsonObject("send_ids").forEach(entry -> sendIds.put(entry.getKey(), (String) entry.getValue()));
        state.getJsonArray("wallet_accounts").forEach(account -> walletAccounts.add((String) account));
    }

    private void fund(String account, long bananos) {
        BigInteger amount = BAN.multiply(BigInteger.valueOf(bananos));
        append(account, Block.Subtype.RECEIVE, amount, amount, GENESIS, Block.NO_BLOCK);
    }

    private Block append(
            String account,
            Block.Subtype subtype,
            BigInteger amount,
            BigInteger balance,
            String counterpart,
            @Nullable String link) {
        List<Block> chain = chain(account);
        String previous =
                chain.isEmpty() ? Block.NO_BLOCK : chain.get(chain.size() - 1).hash();
        Block block = Block.of(
                account,
                subtype,
                amount,
                balance,
                previous,
                counterpart,
                link,
                chain.size() + 1,
                clock.instant().getEpochSecond());
        add(block);
        return block;
    }

    private void add(Block block) {
        blocks.put(block.hash(), block);
        chains.computeIfAbsent(block.account(), account -> new ArrayList<>()).add(block);
    }
}
