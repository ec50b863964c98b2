package io.dialtone.actors;

import io.dialtone.actors.links.LinkBridge;
import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.conf.Options;
import io.dialtone.streams.ServerLog;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is started with.
 *
 * @param options what it is told
 * @param configDigest of the configuration file, {@code sha256:...}; empty without one
 * @param boundClientListener a socket bound to the client port already, which the broker takes over; null to bind one
 * @param log where it logs
 * @param eventLoops how many threads carry connections; 0 for as many as suit the machine
 * @param process what the process around it can do for it
 * @param links makes its links to other servers; null for a server that has none, whatever the options say
 * @param spans takes what becomes of messages of sampled traces; null for nobody
 */
public record BrokerSettings(
        Options options,
        String configDigest,
        @Nullable ServerSocketChannel boundClientListener,
        ServerLog log,
        int eventLoops,
        HostProcess process,
        @Nullable LinkBridge links,
        @Nullable MessageSpans spans) {
    /** Settings for a server whose spans nobody takes. */
    public BrokerSettings(
            Options options,
            String configDigest,
            @Nullable ServerSocketChannel boundClientListener,
            ServerLog log,
            int eventLoops,
            HostProcess process,
            @Nullable LinkBridge links) {
        this(options, configDigest, boundClientListener, log, eventLoops, process, links, null);
    }

    /** Settings for these options and nothing else. */
    public static BrokerSettings of(Options options) {
        return new BrokerSettings(options, "", null, new ServerLog(), 0, HostProcess.NONE, null);
    }
}
