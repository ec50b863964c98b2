package io.dialtone.app.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a URL resolver asks: answers for accounts it was given claims of, says that it knows no other, and hangs for some when told. */
final class ClaimsServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> claims = new ConcurrentHashMap<>();
    private final List<String> hanging = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    ClaimsServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/accounts/", this::answer);
        server.start();
    }

    /** What follows {@code resolver:} in a configuration. */
    String resolver() {
        return "URL(\"http://127.0.0.1:" + server.getAddress().getPort() + "/accounts/\")";
    }

    void put(String account, String text) {
        claims.put(account, text);
    }

    /** Requests for this account are not answered before this server closes. */
    void hangFor(String account) {
        hanging.add(account);
    }

    /** How often this account was asked for. */
    long asked(String account) {
        return asked.stream().filter(account::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String account = exchange.getRequestURI().getPath().substring("/accounts/".length());
        asked.add(account);
        if (hanging.contains(account)) {
            await();
        }
        String text = account.isEmpty() ? "ready" : claims.get(account);
        byte[] body = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text == null ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
