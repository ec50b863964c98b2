package io.dialtone.embedded;

import io.dialtone.actors.spans.MessageSpans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server to measure: configuration from a text or a file, and on top of it what is said here.
 *
 * <pre>{@code
 * EmbeddedServer server = Dialtone.builder()
 *     .account("ORDERS", a -> a.user("orders", "secret").exportService("orders.price"))
 *     .account("SHOP", a -> a.user("shop", "secret").importService("ORDERS", "orders.price"))
 *     .start();
 * }</pre>
 *
 * <p>Everything said here ends in the configuration language, so it is checked by the same rules as a file. Of what the text or
 * file says, accounts and users are replaced by those made here, if any are; the rest is added. Not for several threads.
 */
public final class ServerBuilder {
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, AccountBuilder> accounts = new LinkedHashMap<>();
    private final UserList users = new UserList();
    private final List<String> cluster = new ArrayList<>();
    private final List<String> routes = new ArrayList<>();
    private final List<String> gateway = new ArrayList<>();
    private final List<String> gateways = new ArrayList<>();
    private final List<String> leafListener = new ArrayList<>();
    private final List<String> leafRemotes = new ArrayList<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private String configuration = "";
    private @Nullable Path configurationFile;
    private @Nullable Consumer<LogLine> log;
    private @Nullable MessageSpans spans;
    private int eventLoops;

    ServerBuilder() {}

    // ---- where it begins

    /** What a text in nats-server's configuration language says; not beside a file. */
    public ServerBuilder configuration(String text) {
        configuration = text;
        return this;
    }

    /** What a file says; not beside a text. */
    public ServerBuilder configurationFile(Path file) {
        configurationFile = file;
        return this;
    }

    // ---- the server itself

    /** Its name; without one it is called by its id. */
    public ServerBuilder name(String name) {
        return key("server_name", Quoted.text(name));
    }

    /** Where it listens for clients; without one at the loopback address only. */
    public ServerBuilder host(String host) {
        return key("host", Quoted.text(host));
    }

    /** The port for clients; 0 or -1 for a free one, as it is without this. */
    public ServerBuilder port(int port) {
        return key("port", free(port));
    }

    /** The largest message, in bytes. */
    public ServerBuilder maxPayload(int bytes) {
        return key("max_payload", Integer.toString(bytes));
    }

    /** TLS for clients, with the PEM files of a certificate and its key; a handshake may take ten seconds. */
    public ServerBuilder tls(Path certificate, Path key) {
        return key("tls", "{ " + identity(certificate, key) + " }");
    }

    /** TLS for clients as in {@link #tls}, who must show a certificate of this authority. */
    public ServerBuilder mutualTls(Path certificate, Path key, Path authority) {
        return key(
                "tls",
                "{ " + identity(certificate, key) + ", ca_file: " + Quoted.text(authority.toString())
                        + ", verify: true }");
    }

    private static String identity(Path certificate, Path key) {
        // Two seconds, the default, are too few for the first handshake of a JVM that is client and server and busy
        // with its start.
        return "timeout: 10, cert_file: " + Quoted.text(certificate.toString()) + ", key_file: "
                + Quoted.text(key.toString());
    }

    /**
     * Clients may also connect over WebSockets without TLS, on this port of the loopback address; 0 or -1 for a free one. Pages of
     * any origin may.
     */
    public ServerBuilder webSockets(int port) {
        return key("websocket", "{ listen: " + listen(port) + ", no_tls: true, compression: true }");
    }

    // ---- who may connect

    /** A user of the global account; the password plain or as a bcrypt hash. */
    public ServerBuilder user(String user, String password) {
        return user(user, password, UnaryOperator.identity());
    }

    /** A user of the global account who may do that much. */
    public ServerBuilder user(String user, String password, UnaryOperator<PermissionsBuilder> permissions) {
        users.password(user, password, permissions);
        return this;
    }

    /** A user of the global account known by a public key, {@code U...}. */
    public ServerBuilder nkey(String publicKey) {
        return nkey(publicKey, UnaryOperator.identity());
    }

    /** A user of the global account known by a public key, who may do that much. */
    public ServerBuilder nkey(String publicKey, UnaryOperator<PermissionsBuilder> permissions) {
        users.nkey(publicKey, permissions);
        return this;
    }

    /** One secret for all clients. */
    public ServerBuilder token(String token) {
        return key("authorization", "{ token: " + Quoted.text(token) + " }");
    }

    /** An account. Said twice of one name, both add to it. */
    public ServerBuilder account(String name, UnaryOperator<AccountBuilder> account) {
        AccountBuilder before = accounts.getOrDefault(name, new AccountBuilder());
        accounts.put(name, account.apply(before));
        return this;
    }

    /** The account that tells what happens in the server. */
    public ServerBuilder systemAccount(String name) {
        return key("system_account", Quoted.text(name));
    }

    /** The user that clients without credentials are taken for. */
    public ServerBuilder noAuthUser(String user) {
        return key("no_auth_user", Quoted.text(user));
    }

    /** Accounts and users come from claims under this operator: its token, or the path of a file with it. */
    public ServerBuilder operator(String token) {
        key("resolver", "MEMORY");
        return key("operator", Quoted.text(token));
    }

    /** The claims of an account, by its public key. */
    public ServerBuilder accountClaims(String publicKey, String token) {
        claims.put(publicKey, token);
        return this;
    }

    // ---- other servers

    /** Takes part in a cluster, listening on a free port of the loopback address, with routes to these URLs. */
    public ServerBuilder cluster(String name, String... routeUrls) {
        return cluster(name, 0, routeUrls);
    }

    /** Takes part in a cluster, listening on this port of the loopback address, with routes to these URLs. */
    public ServerBuilder cluster(String name, int port, String... routeUrls) {
        cluster.clear();
        cluster.add("name: " + Quoted.text(name));
        cluster.add("listen: " + listen(port));
        routes.addAll(List.of(routeUrls));
        return this;
    }

    /** Its cluster takes part in a supercluster, listening on a free port of the loopback address. */
    public ServerBuilder gateway(String clusterName) {
        return gateway(clusterName, 0);
    }

    /** Its cluster takes part in a supercluster, listening on this port of the loopback address. */
    public ServerBuilder gateway(String clusterName, int port) {
        gateway.clear();
        gateway.add("name: " + Quoted.text(clusterName));
        gateway.add("listen: " + listen(port));
        return this;
    }

    /** Another cluster of the supercluster. */
    public ServerBuilder gatewayTo(String clusterName, String... urls) {
        gateways.add("{ name: " + Quoted.text(clusterName) + ", urls: " + Quoted.list(List.of(urls)) + " }");
        return this;
    }

    /** Leaf nodes may connect, on this port of the loopback address; 0 or -1 for a free one. */
    public ServerBuilder leafNodes(int port) {
        leafListener.clear();
        leafListener.add("listen: " + listen(port));
        return this;
    }

    /** Is a leaf node of the server at this URL, for the global account. */
    public ServerBuilder leafOf(String url) {
        leafRemotes.add("{ url: " + Quoted.text(url) + " }");
        return this;
    }

    /** Is a leaf node of the server at this URL, for this account of its own. */
    public ServerBuilder leafOf(String url, String account) {
        leafRemotes.add("{ url: " + Quoted.text(url) + ", account: " + Quoted.text(account) + " }");
        return this;
    }

    // ---- how it runs

    /** Takes the log instead of SLF4J; called from any of the server's threads, and should be quick. */
    public ServerBuilder log(Consumer<LogLine> lines) {
        log = lines;
        return this;
    }

    /**
     * Gives away what becomes of each message whose headers have a {@code traceparent} that is sampled. For OpenTelemetry there is
     * {@code OpenTelemetrySpans} in the artefact {@code dialtone-opentelemetry}. Without this nothing is looked at.
     */
    public ServerBuilder spans(MessageSpans taker) {
        spans = taker;
        return this;
    }

    /** Logs what it does in more detail. */
    public ServerBuilder debug() {
        return key("debug", "true");
    }

    /** Logs what clients send and are sent. */
    public ServerBuilder trace() {
        return key("trace", "true");
    }

    /** How many threads carry connections; without this as many as suit the machine. */
    public ServerBuilder eventLoops(int threads) {
        eventLoops = threads;
        return this;
    }

    // ---- the server

    /**
     * The server, not started.
     *
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public EmbeddedServer build() {
        return new EmbeddedServer(new Wanted(configuration, configurationFile, text(), eventLoops), log, spans);
    }

    /**
     * The server, started.
     *
     * @throws InvalidConfigurationException with everything that is wrong
     * @throws ServerStartException when a port cannot be had
     */
    public EmbeddedServer start() {
        return build().start();
    }

    private ServerBuilder key(String name, String value) {
        keys.put(name, value);
        return this;
    }

    private static String free(int port) {
        return Integer.toString(port == 0 ? -1 : port);
    }

    private static String listen(int port) {
        return Quoted.text("127.0.0.1:" + free(port));
    }

    /** What was said here, in the configuration language. */
    String text() {
        StringBuilder text = new StringBuilder();
        keys.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        if (!users.isEmpty()) {
            text.append("authorization: {\n  users: ").append(users.text()).append("\n}\n");
        }
        block(
                text,
                "accounts",
                accounts.entrySet().stream()
                        .map(e -> Quoted.text(e.getKey()) + ": " + e.getValue().text())
                        .toList());
        block(
                text,
                "resolver_preload",
                claims.entrySet().stream()
                        .map(e -> e.getKey() + ": " + Quoted.text(e.getValue()))
                        .toList());
        block(text, "cluster", with(cluster, routes.isEmpty() ? "" : "routes: " + Quoted.list(routes)));
        block(text, "gateway", with(gateway, list("gateways", gateways)));
        block(text, "leafnodes", with(leafListener, list("remotes", leafRemotes)));
        return text.toString();
    }

    private static String list(String key, List<String> entries) {
        return entries.isEmpty() ? "" : key + ": [ " + String.join(", ", entries) + " ]";
    }

    private static List<String> with(List<String> lines, String more) {
        List<String> all = new ArrayList<>(lines);
        if (!more.isEmpty()) {
            all.add(more);
        }
        return all;
    }

    private static void block(StringBuilder text, String key, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(key).append(": {\n").append(String.join("\n", lines)).append("\n}\n");
        }
    }
}
