package io.dialtone.app.dashboard;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.monitor.MonitorAccess;
import io.dialtone.app.monitor.MonitorOptions;
import io.dialtone.app.monitor.MonitorServer;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.MonitoringOptions;
import io.dialtone.conf.OptionsFile;
import io.dialtone.streams.ServerLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server worth looking at: of a cluster, with a gateway that leads nowhere, many clients, bad names and a slow consumer. */
final class ShownServer implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "s3cret";

    private static final int CLIENTS = 60;
    private static final String HOSTILE = "<img src=x onerror=\\\"window.pwned=1\\\">";
    private static final String ACCOUNTS = """
            max_payload: 64KB
            max_pending: 256KB
            authorization { timeout: 60 }
            accounts {
              ORDERS { users: [{user: orders, password: o}] }
              BILLING { users: [{user: billing, password: b}] }
              SYS { users: [{user: sys, password: s}] }
            }
            system_account: SYS
            """;

    private final ServerLog log = new ServerLog();
    private final Broker hub;
    private final Broker peer;
    private final List<RawClient> clients = new ArrayList<>();
    private final List<MonitorServer> monitors = new ArrayList<>();

    ShownServer() {
        log.keepRecent(100);
        hub = broker(log, """
                server_name: dash-hub
                top_subjects: 10
                listen: "127.0.0.1:-1"
                cluster { name: dash, listen: "127.0.0.1:-1" }
                gateway { name: dash, listen: "127.0.0.1:-1", gateways: [{name: far, urls: ["nats://127.0.0.1:1"]}] }
                """ + ACCOUNTS);
        int routes = Objects.requireNonNull(hub.address(LinkPort.CLUSTER)).getPort();
        peer = broker(new ServerLog(), """
                server_name: dash-peer
                listen: "127.0.0.1:-1"
                cluster { name: dash, listen: "127.0.0.1:-1", routes: ["nats://127.0.0.1:%d"] }
                """.formatted(routes) + ACCOUNTS);
    }

    private static Broker broker(ServerLog log, String config) {
        try {
            return Broker.start(new BrokerSettings(
                    OptionsFile.parse(config).options(), "", null, log, 1, HostProcess.NONE, new ClusterBridge()));
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Clients come, one with many subscriptions; somebody is not let in, and somebody does not read. */
    void fill() {
        for (int i = 0; i < CLIENTS; i++) {
            String name = i % 4 == 1 ? HOSTILE + i : "client-" + i;
            RawClient client = i % 5 == 4 ? client("billing", "b", name) : client("orders", "o", name);
            clients.add(client.send("SUB <i>" + i + "</i>.x 1\r\n").flush());
        }
        RawClient busy = client("orders", "o", "busy");
        clients.add(busy.send("SUB orders.eu.* 1\r\nSUB orders.us.* q 2\r\nSUB <b>bold</b>.x 3\r\nSUB a 4\r\n")
                .flush());
        RawClient stranger = RawClient.connect(port());
        stranger.send("CONNECT {\"verbose\":false,\"user\":\"stranger\",\"pass\":\"x\"}\r\n");
        stranger.readToEof();
        stranger.close();
        overwhelm();
    }

    private void overwhelm() {
        RawClient lazy = RawClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 4096);
        lazy.readInfo();
        lazy.send("CONNECT {\"verbose\":false,\"user\":\"orders\",\"pass\":\"o\",\"name\":\"lazy\"}\r\nSUB flood 1\r\n")
                .flush();
        clients.add(lazy);
        RawClient publisher = client("orders", "o", "flooder");
        clients.add(publisher);
        String message = "PUB flood 60000\r\n" + "x".repeat(60_000) + "\r\n";
        Deadline.await("the one that does not read is closed", () -> {
            publisher.send(message).flush();
            return log.recent().stream().anyMatch(line -> line.text().contains("Slow Consumer"));
        });
    }

    /** A client publishes so many messages, and another one, that never comes again, behind them. */
    void publish(RawClient publisher, String subject, int messages) {
        String once = "PUB once." + System.nanoTime() + " 0\r\n\r\n";
        publisher
                .send(("PUB " + subject + " 0\r\n\r\n").repeat(messages) + once)
                .flush();
    }

    RawClient client(String user, String password, String name) {
        return RawClient.connect(
                port(),
                "\"user\":\"" + user + "\",\"pass\":\"" + password + "\",\"name\":\"" + name + "\",\"lang\":\"test\"");
    }

    private int port() {
        return hub.clientAddress().getPort();
    }

    /** Opens a monitoring port. */
    MonitorServer monitor(int port, MonitorAccess access) {
        MonitorServer monitor = MonitorServer.start(
                        hub.monitor(), new MonitorOptions("127.0.0.1", port, "", null, "dialtone", access), log)
                .toCompletableFuture()
                .join();
        monitors.add(monitor);
        return monitor;
    }

    /** Lets in who has the password only. */
    static MonitorAccess locked() {
        return new MonitorAccess(
                MonitoringOptions.defaults().with(b -> b.user(USER).password(PASSWORD)));
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
        for (MonitorServer monitor : monitors) {
            monitor.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        }
        peer.close();
        hub.close();
    }
}
