package io.dialtone.app.leaf;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.streams.RecentLines;
import io.dialtone.streams.ServerLog;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server with leaf nodes: this project's broker in the process of the test, or a nats-server in its own. */
final class LeafServer implements AutoCloseable {
    /** The programs. */
    enum Kind {
        DIALTONE,
        NATS_SERVER,
        NATS_SERVER_2_10
    }

    private static final int LINES = 500;

    private final @Nullable Broker broker;
    private final @Nullable NatsProcess process;
    private final ServerLog log;

    private LeafServer(@Nullable Broker broker, @Nullable NatsProcess process, ServerLog log) {
        this.broker = broker;
        this.process = process;
        this.log = log;
    }

    /** Starts with this configuration, on a free client port of 127.0.0.1. */
    static LeafServer start(Kind kind, String config) {
        return switch (kind) {
            case DIALTONE -> broker(config);
            case NATS_SERVER -> process(NatsProcess.start(Target.NATS_SERVER, config, "-D"));
            case NATS_SERVER_2_10 ->
                process(NatsProcess.start(List.of(Target.olderNatsServer().toString()), config, List.of("-D")));
        };
    }

    private static LeafServer process(NatsProcess process) {
        return new LeafServer(null, process, new ServerLog());
    }

    private static LeafServer broker(String config) {
        ServerLog log = new ServerLog();
        log.keepRecent(LINES);
        Broker broker = Broker.start(
                new BrokerSettings(options(config), "", null, log, 2, HostProcess.NONE, new ClusterBridge()));
        return new LeafServer(broker, null, log);
    }

    private static Options options(String config) {
        try {
            return OptionsFile.parse("listen: \"127.0.0.1:-1\"\n" + config).options();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Replaces the configuration. */
    void reload(String config) {
        if (broker == null) {
            process().reload(config);
            return;
        }
        try {
            broker.reload(options(config)).toCompletableFuture().get(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What it has said of late. */
    String log() {
        return process != null
                ? process.log()
                : log.recent().stream().map(RecentLines.Line::text).collect(Collectors.joining("\n"));
    }

    /** Waits until it has said that. */
    LeafServer awaitLog(String text) {
        Deadline.awaitValue("the log says " + text, this::log, said -> said.contains(text));
        return this;
    }

    /** The address for a client. */
    String url() {
        return broker != null ? broker.clientUrl() : process().url();
    }

    /** The address for a client with a name and a password. */
    String url(String userAndPassword) {
        return url().replace("://", "://" + userAndPassword + "@");
    }

    /** The port on which leaf nodes connect. */
    int leafPort() {
        if (broker != null) {
            InetSocketAddress address = broker.address(LinkPort.LEAF);
            if (address == null) {
                throw new AssertionError("the broker has no leaf port");
            }
            return address.getPort();
        }
        return Integer.parseInt(process()
                .awaitLog("Listening for leafnode connections on [^ ]*:(\\d+)")
                .group(1));
    }

    /** The port on which WebSockets connect. */
    int webSocketPort() {
        if (broker != null) {
            InetSocketAddress address = broker.webSocketAddress();
            if (address == null) {
                throw new AssertionError("the broker has no port for WebSockets");
            }
            return address.getPort();
        }
        return URI.create(process().ports().path("websocket").path(0).asText()).getPort();
    }

    /** The leaf links there are now. */
    int leafs() {
        if (broker != null) {
            try {
                return broker.monitor()
                        .serverStats()
                        .toCompletableFuture()
                        .get(Deadline.LIMIT.toSeconds(), TimeUnit.SECONDS)
                        .counts()
                        .leafNodes();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return process().monitor("/leafz").path("leafnodes").asInt();
    }

    /** Waits until there are so many leaf links. */
    LeafServer awaitLeafs(int count) {
        Deadline.awaitValue("leaf links", this::leafs, now -> now == count);
        return this;
    }

    Broker broker() {
        if (broker == null) {
            throw new AssertionError("not a broker of this process");
        }
        return broker;
    }

    NatsProcess process() {
        if (process == null) {
            throw new AssertionError("not a process of its own");
        }
        return process;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        } else {
            process().close();
        }
    }
}
