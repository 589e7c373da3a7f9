package dev.liverun.sandbox.banano;

import static dev.liverun.sandbox.http.Bodies.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The RPC actions, with the node's names, fields (numbers are texts) and error texts. */
final class Rpc {
    /**
     * The node's only wallet. It names a wallet and protects nothing: like a real node, the stand-in trusts whoever
     * reaches it.
     */
    static final String WALLET = "11".repeat(32);

    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,39}");
    private static final BigInteger MAX_AMOUNT = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    private final Ledger ledger;
    private boolean changed;

    Rpc(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An error that the node reports with status 200. */
    private static final class RpcError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RpcError(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether the latest call changed the ledger. */
    boolean changed() {
        return changed;
    }

    JsonObject call(JsonObject request) {
        changed = ledger.settle();
        try {
            return dispatch(request);
        } catch (RpcError e) {
            return new JsonObject().put("error", e.getMessage());
        }
    }

    private JsonObject dispatch(JsonObject request) {
        String action = text(request, "action");
        return switch (action == null ? "" : action) {
            case "version" -> version();
            case "block_count" -> blockCount();
            case "account_balance" -> balances(account(request, "account"));
            case "accounts_balances" -> accountsBalances(request);
            case "account_info" -> accountInfo(request);
            case "account_history" -> accountHistory(request);
            case "account_create" -> accountCreate(request);
            case "account_list" -> accountList(request);
            case "receivable", "pending" -> receivable(request);
            case "receive" -> receive(request);
            case "block_info" -> blockInfo(request);
            case "send" -> send(request);
            default -> throw new RpcError("Unknown command");
        };
    }

    private static JsonObject version() {
        return new JsonObject()
                .put("rpc_version", "1")
                .put("store_version", "22")
                .put("protocol_version", "19")
                .put("node_vendor", "Banano sandbox")
                .put("store_vendor", "memory")
                .put("network", "sandbox")
                .put("network_identifier", Block.NO_BLOCK)
                .put("build_info", "Liverun sandbox");
    }

    private JsonObject blockCount() {
        String count = String.valueOf(ledger.blocks().size());
        return new JsonObject().put("count", count).put("unchecked", "0").put("cemented", count);
    }

    private JsonObject balances(String account) {
        String receivable = ledger.receivable(account).toString();
        return new JsonObject()
                .put("balance", ledger.balance(account).toString())
                .put("pending", receivable)
                .put("receivable", receivable);
    }

    private JsonObject accountsBalances(JsonObject request) {
        if (!(request.getValue("accounts") instanceof JsonArray accounts)) {
            throw new RpcError("Missing account");
        }
        var balances = new JsonObject();
        var errors = new JsonObject();
        for (Object account : accounts) {
            if (account instanceof String address && Address.isValid(address)) {
                balances.put(address, balances(address));
            } else {
                errors.put(String.valueOf(account), "Bad account number");
            }
        }
        var answer = new JsonObject();
        if (!balances.isEmpty()) {
            answer.put("balances", balances);
        }
        return errors.isEmpty() ? answer : answer.put("errors", errors);
    }

    private JsonObject accountInfo(JsonObject request) {
        String account = account(request, "account");
        List<Block> chain = opened(account);
        Block frontier = chain.get(chain.size() - 1);
        Block open = chain.get(0);
        String count = String.valueOf(chain.size());
        var info = new JsonObject()
                .put("frontier", frontier.hash())
                .put("open_block", open.hash())
                .put("representative_block", open.hash())
                .put("balance", frontier.balance().toString())
                .put("modified_timestamp", String.valueOf(frontier.timestamp()))
                .put("block_count", count)
                .put("account_version", "2")
                .put("confirmation_height", count)
                .put("confirmation_height_frontier", frontier.hash());
        if (isTrue(request, "representative")) {
            info.put("representative", Ledger.REPRESENTATIVE);
        }
        if (isTrue(request, "pending") || isTrue(request, "receivable")) {
            String receivable = ledger.receivable(account).toString();
            info.put("pending", receivable).put("receivable", receivable);
        }
        return info;
    }

    private JsonObject accountHistory(JsonObject request) {
        String account = account(request, "account");
        int count = count(request);
        List<Block> chain = opened(account);
        var history = new JsonArray();
        int next = chain.size() - 1;
        while (next >= 0 && (count < 0 || history.size() < count)) {
            Block block = chain.get(next--);
            history.add(new JsonObject()
                    .put("type", block.subtype().text())
                    .put("account", block.counterpart())
                    .put("amount", block.amount().toString())
                    .put("local_timestamp", String.valueOf(block.timestamp()))
                    .put("height", String.valueOf(block.height()))
                    .put("hash", block.hash())
                    .put("confirmed", "true"));
        }
        var answer = new JsonObject().put("account", account).put("history", history);
        return next < 0 ? answer : answer.put("previous", chain.get(next).hash());
    }

    private JsonObject accountCreate(JsonObject request) {
        requireWallet(request);
        changed = true;
        return new JsonObject().put("account", ledger.createAccount());
    }

    private JsonObject accountList(JsonObject request) {
        requireWallet(request);
        return new JsonObject().put("accounts", new JsonArray(List.copyOf(ledger.walletAccounts())));
    }

    private JsonObject receivable(JsonObject request) {
        List<Ledger.Receivable> found = ledger.receivables(account(request, "account"));
        if (!isTrue(request, "source")) {
            var hashes = new JsonArray();
            found.forEach(r -> hashes.add(r.send().hash()));
            return new JsonObject().put("blocks", hashes);
        }
        var blocks = new JsonObject();
        found.forEach(r -> blocks.put(
                r.send().hash(),
                new JsonObject()
                        .put("amount", r.send().amount().toString())
                        .put("source", r.send().account())));
        return new JsonObject().put("blocks", blocks);
    }

    private JsonObject receive(JsonObject request) {
        requireWallet(request);
        String account = account(request, "account");
        requireInWallet(account);
        String hash = hash(request, "block");
        if (ledger.block(hash) == null) {
            throw new RpcError("Block not found");
        }
        Block block = ledger.receive(account, hash);
        if (block == null) {
            throw new RpcError("Unreceivable");
        }
        changed = true;
        return new JsonObject().put("block", block.hash());
    }

    private JsonObject blockInfo(JsonObject request) {
        Block block = ledger.block(hash(request, "hash"));
        if (block == null) {
            throw new RpcError("Block not found");
        }
        List<Block> chain = ledger.chain(block.account());
        boolean isFrontier = block.height() == chain.size();
        JsonObject contents = block.contents();
        return new JsonObject()
                .put("block_account", block.account())
                .put("amount", block.amount().toString())
                .put("balance", block.balance().toString())
                .put("height", String.valueOf(block.height()))
                .put("local_timestamp", String.valueOf(block.timestamp()))
                .put(
                        "successor",
                        isFrontier ? Block.NO_BLOCK : chain.get(block.height()).hash())
                .put("confirmed", "true")
                .put("contents", isTrue(request, "json_block") ? contents : contents.encodePrettily())
                .put("subtype", block.subtype().text());
    }

    private JsonObject send(JsonObject request) {
        requireWallet(request);
        String source = text(request, "source");
        if (!Address.isValid(source) || source == null) {
            throw new RpcError("Bad source account");
        }
        String destination = text(request, "destination");
        if (!Address.isValid(destination) || destination == null) {
            throw new RpcError("Bad destination account");
        }
        BigInteger amount = amount(text(request, "amount"));
        String id = text(request, "id");
        Block before = ledger.sent(id);
        if (before != null) {
            return new JsonObject().put("block", before.hash());
        }
        requireInWallet(source);
        if (ledger.balance(source).compareTo(amount) < 0) {
            throw new RpcError("Insufficient balance");
        }
        changed = true;
        return new JsonObject()
                .put("block", ledger.send(source, destination, amount, id).hash());
    }

    private static String account(JsonObject request, String field) {
        String account = text(request, field);
        if (account == null || !Address.isValid(account)) {
            throw new RpcError("Bad account number");
        }
        return account;
    }

    private List<Block> opened(String account) {
        List<Block> chain = ledger.chain(account);
        if (chain.isEmpty()) {
            throw new RpcError("Account not found");
        }
        return chain;
    }

    private static void requireWallet(JsonObject request) {
        String wallet = text(request, "wallet");
        if (wallet == null || !HASH.matcher(wallet).matches()) {
            throw new RpcError("Bad wallet number");
        }
        if (!wallet.equalsIgnoreCase(WALLET)) {
            throw new RpcError("Wallet not found");
        }
    }

    private void requireInWallet(String account) {
        if (!ledger.walletAccounts().contains(account)) {
            throw new RpcError("Account not found in wallet");
        }
    }

    private static String hash(JsonObject request, String field) {
        String hash = text(request, field);
        if (hash == null || !HASH.matcher(hash).matches()) {
            throw new RpcError("Invalid block hash");
        }
        return hash.toUpperCase(Locale.ROOT);
    }

    private static BigInteger amount(@Nullable String text) {
        if (text == null || !AMOUNT.matcher(text).matches()) {
            throw new RpcError("Invalid amount number");
        }
        var amount = new BigInteger(text);
        if (amount.signum() == 0) {
            throw new RpcError("Invalid amount number");
        }
        if (amount.compareTo(MAX_AMOUNT) > 0) {
            throw new RpcError("Amount too big");
        }
        return amount;
    }

    private static int count(JsonObject request) {
        String count = String.valueOf(request.getValue("count", ""));
        if (!count.matches("-1|\\d{1,9}")) {
            throw new RpcError("Invalid count limit");
        }
        return Integer.parseInt(count);
    }

    /** The node takes both {@code true} and {@code "true"}. */
    private static boolean isTrue(JsonObject request, String field) {
        return "true".equals(String.valueOf(request.getValue(field)));
    }
}
