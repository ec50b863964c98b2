package io.dialtone.app.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.spans.SpanExport;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.streams.ServerLog;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.ServiceLoader;

/** A server whose spans go where its configuration says, found as the program finds it. */
final class TracedServer implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Broker broker;

    TracedServer(String name, String config) {
        LoggerContext logging = new LoggerContext();
        lines.start();
        logging.getLogger("dialtone").addAppender(lines);
        Options options = options("server_name: " + name + "\nlisten: \"127.0.0.1:-1\"\n" + config);
        SpanExport export = ServiceLoader.load(SpanExport.class).findFirst().orElseThrow();
        broker = Broker.start(new BrokerSettings(
                options,
                "",
                null,
                new ServerLog(logging.getLogger("dialtone")),
                1,
                HostProcess.NONE,
                new ClusterBridge(),
                export.open(options.openTelemetry(), name)));
    }

    private static Options options(String config) {
        try {
            return OptionsFile.parse(config).options();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    int port() {
        return broker.clientAddress().getPort();
    }

    /** Where other servers connect. */
    int port(LinkPort link) {
        InetSocketAddress address = broker.address(link);
        if (address == null) {
            throw new IllegalStateException("no " + link);
        }
        return address.getPort();
    }

    Connection connect(String name, String... credentials) throws IOException, InterruptedException {
        io.nats.client.Options.Builder options = new io.nats.client.Options.Builder()
                .server(broker.clientUrl())
                .connectionName(name)
                .connectionTimeout(Deadline.LIMIT)
                .errorListener(new io.nats.client.ErrorListener() {})
                .noReconnect();
        if (credentials.length == 2) {
            options.userInfo(credentials[0].toCharArray(), credentials[1].toCharArray());
        }
        return Nats.connect(options.build());
    }

    /** The lines of its log with this in them. */
    List<String> log(String part) {
        return lines().stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part))
                .toList();
    }

    private List<ILoggingEvent> lines() {
        // Whoever adds one holds this, too.
        synchronized (lines) {
            return List.copyOf(lines.list);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
