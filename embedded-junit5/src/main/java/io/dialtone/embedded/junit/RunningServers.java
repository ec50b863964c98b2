package io.dialtone.embedded.junit;

import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.ServerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The servers that were started for a class or a test; closed by JUnit when that is over. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else
final class RunningServers implements org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource {
    private static final Duration LINK_LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MS = 5;

    private final Plan plan;
    private final Logs logs = new Logs();
    private final @Nullable TestCertificates certificates;
    private final @Nullable TestOperator operator;
    private final List<List<EmbeddedServer>> clusters = new ArrayList<>();

    private RunningServers(Plan plan) {
        this.plan = plan;
        this.certificates = plan.tls() == NatsServerTest.Tls.NONE ? null : TestCertificates.create();
        this.operator = plan.operator() ? new TestOperator() : null;
    }

    /** Starts them, and answers when they know each other. */
    static RunningServers start(Plan plan) {
        RunningServers servers = new RunningServers(plan);
        try {
            servers.startAll();
            return servers;
        } catch (RuntimeException e) {
            FailureReport.print("the servers did not start", servers.logs.since(0));
            servers.close();
            throw e;
        }
    }

    private void startAll() {
        for (int c = 0; c < plan.clusters(); c++) {
            List<EmbeddedServer> cluster = new ArrayList<>();
            clusters.add(cluster);
            for (int s = 0; s < plan.servers(); s++) {
                cluster.add(one(c, s, cluster));
            }
        }
        if (plan.servers() > 1) {
            int peers = plan.servers() - 1;
            await("routes", () -> all().stream().allMatch(s -> s.metrics().clusterPeers() == peers));
        }
        if (plan.clusters() > 1) {
            int others = plan.clusters() - 1;
            await("gateways", () -> all().stream().allMatch(s -> s.metrics().remoteClusters() == others));
        }
    }

    private EmbeddedServer one(int c, int s, List<EmbeddedServer> cluster) {
        ServerBuilder builder = plan.builder();
        String name = plan.servers() * plan.clusters() == 1 ? "" : "C" + (c + 1) + "-S" + (s + 1);
        if (!name.isEmpty()) {
            builder.name(name);
            String[] routes = cluster.stream()
                    .map(other -> "nats://127.0.0.1:"
                            + other.clusterAddress().orElseThrow().getPort())
                    .toArray(String[]::new);
            builder.cluster("C" + (c + 1), routes);
        }
        if (plan.clusters() > 1) {
            builder.gateway("C" + (c + 1));
            for (int other = 0; other < c; other++) {
                int port = clusters.get(other)
                        .get(0)
                        .gatewayAddress()
                        .orElseThrow()
                        .getPort();
                builder.gatewayTo("C" + (other + 1), "nats://127.0.0.1:" + port);
            }
        }
        if (certificates != null) {
            certificates.configure(builder, plan.tls());
        }
        if (operator != null) {
            operator.configure(builder);
        }
        plan.setup().get().configure(builder);
        return builder.log(line -> logs.add(name, line)).start();
    }

    private static void await(String what, BooleanSupplier there) {
        long end = System.nanoTime() + LINK_LIMIT.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the servers have no " + what + " to each other after " + LINK_LIMIT);
            }
            try {
                Thread.sleep(LOOK_AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while servers start", e);
            }
        }
    }

    private List<EmbeddedServer> all() {
        return clusters.stream().flatMap(List::stream).toList();
    }

    NatsServers servers() {
        return new NatsServers(clusters);
    }

    Logs logs() {
        return logs;
    }

    @Nullable
    TestCertificates certificates() {
        return certificates;
    }

    TestCertificates certificatesOrFail() {
        return Objects.requireNonNull(certificates, "the servers of this test have no TLS");
    }

    @Nullable
    TestOperator operator() {
        return operator;
    }

    TestOperator operatorOrFail() {
        return Objects.requireNonNull(operator, "the servers of this test have no operator");
    }

    @Override
    public void close() {
        List<EmbeddedServer> last = new ArrayList<>(all());
        Collections.reverse(last);
        last.forEach(EmbeddedServer::close);
        if (certificates != null) {
            certificates.close();
        }
    }
}
