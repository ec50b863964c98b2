package io.dialtone.app.routes;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.streams.ServerLog;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server of a cluster: a broker in this JVM, or a nats-server in a process of its own. */
public final class Member implements AutoCloseable {
    private final @Nullable Broker broker;
    private final @Nullable NatsProcess process;

    private Member(@Nullable Broker broker, @Nullable NatsProcess process) {
        this.broker = broker;
        this.process = process;
    }

    /** Starts one with this configuration, to which free ports for clients are added. */
    public static Member start(MemberKind kind, String config) {
        return kind == MemberKind.DIALTONE
                ? new Member(broker(options(config)), null)
                : new Member(null, NatsProcess.start(kind.command(), config, List.of("-DV")));
    }

    private static Broker broker(Options options) {
        return Broker.start(
                new BrokerSettings(options, "", null, new ServerLog(), 1, HostProcess.NONE, new ClusterBridge()));
    }

    private static Options options(String config) {
        try {
            return OptionsFile.parse(config)
                    .options()
                    .with(o -> o.client(
                            o.build().client().with(c -> c.host("127.0.0.1").port(-1))));
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Where other members connect. */
    public int routePort() {
        if (broker != null) {
            InetSocketAddress address = broker.address(LinkPort.CLUSTER);
            if (address == null) {
                throw new IllegalStateException("no cluster");
            }
            return address.getPort();
        }
        return URI.create(nats().ports().path("cluster").path(0).asText()).getPort();
    }

    /** Where other clusters connect; of a broker in this JVM. */
    public int gatewayPort() {
        InetSocketAddress address = broker().address(LinkPort.GATEWAY);
        if (address == null) {
            throw new IllegalStateException("no gateway");
        }
        return address.getPort();
    }

    /** For {@code cluster.routes}. */
    public String routeUrl() {
        return routeUrl("");
    }

    /** The same with credentials, as in {@code user:password@}. */
    public String routeUrl(String credentials) {
        return "nats-route://" + credentials + "127.0.0.1:" + routePort();
    }

    public String url() {
        return broker != null ? broker.clientUrl() : nats().url();
    }

    public Connection connect(String... credentials) {
        try {
            io.nats.client.Options.Builder options = new io.nats.client.Options.Builder()
                    .server(url())
                    .connectionTimeout(Deadline.LIMIT)
                    .noReconnect();
            if (credentials.length == 2) {
                options.userInfo(credentials[0].toCharArray(), credentials[1].toCharArray());
            }
            return Nats.connect(options.build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Broker broker() {
        if (broker == null) {
            throw new IllegalStateException("a nats-server");
        }
        return broker;
    }

    public NatsProcess nats() {
        if (process == null) {
            throw new IllegalStateException("a broker of this JVM");
        }
        return process;
    }

    /** Lets another configuration hold. */
    public void reload(String config) {
        if (broker != null) {
            Options now = options(config);
            broker.reload(now).toCompletableFuture().join();
        } else {
            nats().reload(config);
        }
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        } else {
            nats().close();
        }
    }

    @Override
    public String toString() {
        return broker != null ? "dialtone " + broker.serverName() : "nats-server " + nats().url();
    }
}
