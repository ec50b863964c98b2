package io.dialtone.app.membership;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dialtone.app.testkit.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * As much of the API of a Kubernetes cluster as servers ask: the pods of the namespace {@code nats} that have a label, over HTTPS, for
 * whoever shows the token. A role that may not list them can be played.
 */
final class KubernetesApi implements AutoCloseable {
    private static final String TOKEN = "token-of-a-service-account";
    private static final String PODS = "/api/v1/namespaces/nats/pods";

    private final HttpsServer server;
    private final Path token;
    private final Path authority;
    private final List<Pod> pods = new CopyOnWriteArrayList<>();
    private volatile boolean forbidden;

    /** A pod that there is, or that is about to end. */
    private record Pod(String label, String ip, boolean ending) {
        String json() {
            String deleted = ending ? "\"deletionTimestamp\": \"2026-01-01T00:00:00Z\", " : "";
            return """
                    { "metadata": { %s"name": "pod-%s", "namespace": "nats", "labels": { "role": "%s" } },
                      "spec": { "containers": [ { "name": "dialtone", "image": "dialtone",
                        "ports": [ { "name": "client", "containerPort": 4222, "protocol": "TCP" } ] } ] },
                      "status": { "phase": "Running", "podIP": "%s", "containerStatuses": [ { "name": "dialtone",
                        "ready": true, "state": { "running": { "startedAt": "2026-01-01T00:00:00Z" } } } ] } }
                    """.formatted(deleted, ip, label, ip);
        }
    }

    /** @param directory where its token and its authority are kept, as in a pod */
    KubernetesApi(TestCertificates certificates, Path directory) {
        try {
            this.token = Files.writeString(directory.resolve("token"), TOKEN);
            this.authority = certificates.file("ca.pem");
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        server.createContext("/", this::answer);
        server.start();
    }

    /** There is a pod with the label {@code role}. */
    KubernetesApi pod(String role, String ip) {
        pods.add(new Pod(role, ip, false));
        return this;
    }

    /** There is one that is being deleted. */
    KubernetesApi endingPod(String role, String ip) {
        pods.add(new Pod(role, ip, true));
        return this;
    }

    /** Whether the role of the service account may not list pods. */
    KubernetesApi forbidden(boolean now) {
        forbidden = now;
        return this;
    }

    /** What Kubernetes puts into the environment of each container, for {@code env}. */
    List<String> environment() {
        return List.of(
                "KUBERNETES_SERVICE_HOST=127.0.0.1",
                "KUBERNETES_SERVICE_PORT=" + server.getAddress().getPort());
    }

    /** The keys that say where its files are, which are elsewhere in a pod. */
    String files() {
        return "token_file: \"" + token + "\", ca_file: \"" + authority + "\"";
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known) {
            send(exchange, 401, status("Unauthorized"));
        } else if (!exchange.getRequestURI().getPath().equals(PODS)) {
            send(exchange, 404, status("the server could not find the requested resource"));
        } else if (forbidden) {
            send(exchange, 403, status("pods is forbidden: cannot list resource"));
        } else {
            send(exchange, 200, list(exchange.getRequestURI().getQuery()));
        }
    }

    private static String status(String message) {
        return "{ \"kind\": \"Status\", \"status\": \"Failure\", \"message\": \"" + message + "\" }";
    }

    private String list(String query) {
        return pods.stream()
                .filter(pod -> query.equals("labelSelector=role=" + pod.label()))
                .map(Pod::json)
                .collect(Collectors.joining(", ", "{ \"kind\": \"PodList\", \"items\": [ ", " ] }"));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
