package io.dialtone.app.accountserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running account server: answers requests, and looks at its directory for what others change there. */
public final class AccountServer implements AutoCloseable {
    private static final int MAX_BODY = 1024 * 1024;

    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private final AccountTokens accounts;
    private final Endpoints endpoints;
    private final @Nullable Notifier notifier;
    private final Log log;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Times of change of files as of the last look. Touched by the watching thread alone. */
    private final Map<String, Long> seen = new HashMap<>();
    /** Signatures of the tokens that came over HTTP: their files change too, and servers need not be told twice. */
    private final Map<String, String> received = new ConcurrentHashMap<>();

    private AccountServer(
            HttpServer http,
            AccountTokens accounts,
            Sources sources,
            @Nullable Notifier notifier,
            Clock clock,
            Log log) {
        this.http = http;
        this.accounts = accounts;
        this.notifier = notifier;
        this.log = log;
        this.endpoints =
                new Endpoints(accounts, sources.activations(), sources::operatorToken, this::received, clock, log);
    }

    /** Where the tokens beside those of accounts are. */
    private record Sources(
            @Nullable Activations activations, @Nullable Path operator, Log log) {
        /** Read anew each time: the operator may have been edited. */
        @Nullable
        String operatorToken() {
            try {
                String text = operator == null ? null : SafeFiles.read(operator);
                return text == null ? null : DecoratedFile.jwt(text);
            } catch (StoreException e) {
                log.error(String.valueOf(e.getMessage()));
                return null;
            }
        }
    }

    /**
     * Starts a server.
     *
     * @throws IOException when the address is taken or the directory cannot be read
     */
    static AccountServer start(AccountServerOptions options, @Nullable Notifier notifier, Clock clock, Log log)
            throws IOException {
        AccountTokens accounts;
        Path operator = options.operator();
        Activations activations = null;
        try {
            if (OperatorStore.isOperator(options.directory())) {
                OperatorStore store = OperatorStore.open(options.directory());
                accounts = new NscDirectory(store);
                operator = operator == null ? options.directory().resolve(store.name() + ".jwt") : operator;
            } else {
                SafeFiles.directories(options.directory());
                accounts = new FlatDirectory(options.directory(), !options.readOnly());
                Path below = options.directory().resolve("activations");
                activations = options.readOnly() ? null : new Activations(below);
            }
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        HttpServer http = options.isSecure() ? secured(options, address) : HttpServer.create(address, 0);
        Sources sources = new Sources(activations, operator, log);
        AccountServer server = new AccountServer(http, accounts, sources, notifier, clock, log);
        server.begin(options.intervalMs());
        return server;
    }

    private static HttpServer secured(AccountServerOptions options, InetSocketAddress address) throws IOException {
        HttpsServer https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(options.tls().context()));
        return https;
    }

    private void begin(long intervalMs) throws IOException {
        Map<String, Long> found = accounts.scan();
        http.createContext("/", this::handle);
        http.setExecutor(workers);
        http.start();
        watch.execute(() -> seen.putAll(found));
        watch.scheduleWithFixedDelay(this::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
        log.info("listening on " + http.getAddress().getHostString() + ":" + port() + " with " + found.size()
                + " accounts");
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Waits until it is closed. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void received(String account, String token) {
        received.put(account, signature(token));
        tell(account, token);
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private void tell(String account, String token) {
        if (notifier != null) {
            notifier.changed(account, token);
        }
    }

    /** Tells servers what somebody else changed in the directory. */
    private void look() {
        try {
            Map<String, Long> now = accounts.scan();
            for (Map.Entry<String, Long> one : now.entrySet()) {
                Long before = seen.put(one.getKey(), one.getValue());
                String token = one.getValue().equals(before) ? null : accounts.find(one.getKey());
                if (token != null && !signature(token).equals(received.get(one.getKey()))) {
                    log.info("account " + one.getKey() + " changed");
                    tell(one.getKey(), token);
                }
            }
            received.keySet().retainAll(now.keySet());
        } catch (IOException | RuntimeException e) {
            // Tried again at the next look: a file may have been half written.
            log.error("the directory cannot be read: " + e.getMessage());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(MAX_BODY + 1);
            }
            Answer answer = body.length > MAX_BODY
                    ? Answer.text(413, "the request is too large\n")
                    : endpoints.answer(request(exchange, body));
            send(exchange, answer);
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        String header = exchange.getRequestHeaders().getFirst("If-None-Match");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                header == null ? "" : header,
                new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new HashMap<>();
        for (String part : text == null ? new String[0] : text.split("&")) {
            int sign = part.indexOf('=');
            if (sign > 0) {
                query.put(part.substring(0, sign).toLowerCase(Locale.ROOT), decoded(part.substring(sign + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean nothing = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), nothing ? -1 : bytes.length);
        if (!nothing) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        ended.countDown();
        watch.shutdownNow();
        http.stop(0);
        workers.shutdown();
        if (notifier != null) {
            notifier.close();
        }
    }
}
