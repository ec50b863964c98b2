package io.dialtone.app.process;

import io.dialtone.actors.Broker;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.app.SystemError;
import io.dialtone.app.process.PortsFile.Listening;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What listens beside the client port, and the file that names them all. Belongs to the controlling thread. */
final class Listeners {
    private final Map<String, Listening> addresses = new LinkedHashMap<>();
    private @Nullable PortsFile portsFile;
    private @Nullable Monitoring monitoring;

    private Listeners() {}

    static Listeners start(Broker broker, Options options, Program program, ServerLog log) throws StartFailure {
        Listeners listeners = new Listeners();
        TlsOptions tls = options.client().tls();
        String scheme = tls != null && !options.client().allowNonTls() ? "tls" : "nats";
        listeners.addresses.put("nats", new Listening(scheme, broker.clientAddress()));
        Monitoring monitoring = Monitoring.start(broker, options, program, log);
        if (monitoring != null) {
            listeners.monitoring = monitoring;
            listeners.addresses.put("monitoring", monitoring.listening());
        }
        InetSocketAddress cluster = broker.address(LinkPort.CLUSTER);
        if (cluster != null) {
            listeners.addresses.put("cluster", new Listening("nats", cluster));
        }
        InetSocketAddress webSockets = broker.webSocketAddress();
        if (webSockets != null) {
            String its = options.webSocket().tls() == null ? "ws" : "wss";
            listeners.addresses.put("websocket", new Listening(its, webSockets));
        }
        return listeners;
    }

    /** Lets new options hold where they change what listens here. */
    void reload(Options options) throws TlsConfigurationException {
        if (monitoring != null) {
            monitoring.reload(options);
        }
    }

    /** Writes the ports file of this directory and deletes that of another; an empty name: no file. Problems are logged. */
    void writePortsFile(String directory, Program program, ServerLog log) {
        PortsFile next = directory.isEmpty() ? null : PortsFile.in(directory, program);
        deletePortsFile(log);
        portsFile = next;
        if (next != null) {
            try {
                next.write(addresses);
            } catch (IOException e) {
                log.error("Error writing ports file (" + next.path() + "): open " + next.path() + ": "
                        + SystemError.reason(e));
            }
        }
    }

    /** Closes what is open; the ports file goes, too. */
    void close(ServerLog log) {
        if (monitoring != null) {
            monitoring.close();
        }
        deletePortsFile(log);
    }

    private void deletePortsFile(ServerLog log) {
        if (portsFile != null) {
            try {
                portsFile.delete();
            } catch (IOException e) {
                log.error("Error cleaning up ports file " + portsFile.path() + ": remove " + portsFile.path() + ": "
                        + SystemError.reason(e));
            }
            portsFile = null;
        }
    }
}
