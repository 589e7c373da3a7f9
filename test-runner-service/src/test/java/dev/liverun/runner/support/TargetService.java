package dev.liverun.runner.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.liverun.integrations.testing.Certificates;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A live service to run tests against. Each test uses a path prefix of its own, so that tests do not meet. Below
 * {@code /<prefix>}: {@code POST/GET/DELETE /things[/id]}, and what {@link #answer} was told.
 */
public class TargetService implements QuarkusTestResourceLifecycleManager {

    /** Something that was received. */
    public record Received(String method, String path, Map<String, List<String>> headers, String body) {}

    /** An answer. */
    public record Answer(int status, String contentType, byte[] body, CountDownLatch heldUntil) {
        public Answer(int status, String json) {
            this(status, "application/json", json.getBytes(StandardCharsets.UTF_8), new CountDownLatch(0));
        }
    }

    private static final Map<String, List<Answer>> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<String, String> THINGS = new ConcurrentHashMap<>();
    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static final Map<String, Runnable> ON_RECEIPT = new ConcurrentHashMap<>();
    public static final int DAYS = 30;

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static volatile int port;
    private static volatile int securePort;

    private HttpServer server;
    private HttpsServer secure;

    /** A base URL that no other test uses. */
    public static String baseUrl() {
        return "http://127.0.0.1:" + port + "/p" + COUNTER.incrementAndGet();
    }

    /** The same over TLS, with a certificate for {@code localhost} that has {@value #DAYS} days from yesterday on. */
    public static String secureBaseUrl(String host) {
        return "https://" + host + ":" + securePort + "/p" + COUNTER.incrementAndGet();
    }

    /** {@code GET /things/1}: the answers one after the other, the last one for ever. */
    public static void answer(String baseUrl, String methodAndPath, Answer... answers) {
        ANSWERS.put(key(baseUrl, methodAndPath), new CopyOnWriteArrayList<>(answers));
    }

    /** Does this when such a request arrives, before it is answered. */
    public static void onReceipt(String baseUrl, String methodAndPath, Runnable action) {
        ON_RECEIPT.put(key(baseUrl, methodAndPath), action);
    }

    private static String key(String baseUrl, String methodAndPath) {
        var parts = methodAndPath.split(" ", 2);
        return parts[0] + " " + baseUrl.substring(baseUrl.lastIndexOf('/')) + parts[1];
    }

    /** What was received under this base URL. */
    public static List<Received> received(String baseUrl) {
        var prefix = baseUrl.substring(baseUrl.lastIndexOf('/')) + "/";
        return RECEIVED.stream().filter(one -> one.path().startsWith(prefix)).toList();
    }

    /** What exists under this base URL. */
    public static long things(String baseUrl) {
        var prefix = baseUrl.substring(baseUrl.lastIndexOf('/')) + "/";
        return THINGS.keySet().stream().filter(path -> path.startsWith(prefix)).count();
    }

    @Override
    public Map<String, String> start() {
        // Without it, every second answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path directory;
        try {
            directory = Files.createTempDirectory("liverun-target");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var certificates = Certificates.selfSigned(directory, "localhost", "-1d", DAYS);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(certificates)));
        port = start(server);
        securePort = start(secure);
        return Map.of(
                "liverun.egress.trusted-certificates", certificates.pem().toString(),
                "liverun.egress.allow-loopback", "true",
                "liverun.runner.state.key", "a key for tests only",
                "liverun.runner.retention.delayed", "1h");
    }

    private int start(HttpServer target) {
        target.setExecutor(Executors.newCachedThreadPool());
        target.createContext("/", this::handle);
        target.start();
        return target.getAddress().getPort();
    }

    private static SSLContext context(Certificates certificates) {
        var password = Certificates.PASSWORD.toCharArray();
        try (var file = Files.newInputStream(certificates.keyStore())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
        secure.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        RECEIVED.add(new Received(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
        ON_RECEIPT
                .getOrDefault(exchange.getRequestMethod() + " " + path, () -> {})
                .run();
        var answer = answer(exchange.getRequestMethod(), path, body);
        try {
            if (!answer.heldUntil().await(50, TimeUnit.SECONDS)) {
                exchange.close();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.getResponseHeaders().add("X-Path", path);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private static Answer answer(String method, String path, String body) {
        var told = ANSWERS.get(method + " " + path);
        if (told != null) {
            return told.size() > 1 ? told.remove(0) : told.get(0);
        }
        if (method.equals("POST") && path.endsWith("/things")) {
            var id = Integer.toString(COUNTER.incrementAndGet());
            var thing = "{\"id\": \"" + id + "\", \"body\": " + (body.isEmpty() ? "null" : body) + "}";
            THINGS.put(path + "/" + id, thing);
            return new Answer(201, thing);
        }
        if (path.contains("/things/")) {
            var thing = method.equals("DELETE") ? THINGS.remove(path) : THINGS.get(path);
            return thing == null
                    ? new Answer(404, "{\"error\": \"gone\"}")
                    : method.equals("DELETE") ? new Answer(204, "") : new Answer(200, thing);
        }
        return new Answer(200, "{\"ok\": true, \"path\": \"" + path + "\"}");
    }
}
