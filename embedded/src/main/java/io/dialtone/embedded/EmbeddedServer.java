package io.dialtone.embedded;

import io.dialtone.actors.Broker;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.conf.ClientOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A NATS server inside this JVM.
 *
 * <p>{@link #start} and {@link #stop} may be called any number of times, from any thread; what is already so stays so. A server
 * that is started again has the ports that it had before, so clients find it again, and nothing else of its former life. After
 * {@link #stop} no thread of it is left.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final @Nullable Consumer<LogLine> log;
    private final @Nullable MessageSpans spans;
    private final ReentrantLock starting = new ReentrantLock();

    /** What the next start goes by. */
    private volatile Wanted wanted;

    private volatile Wanted.Usable usable;

    /** The ports of the first start, which all later ones have too. */
    private volatile KnownPorts ports = KnownPorts.NONE;

    /** The present run, or the last one; null before the first. */
    private volatile @Nullable Run run;

    EmbeddedServer(Wanted wanted, @Nullable Consumer<LogLine> log, @Nullable MessageSpans spans) {
        this.wanted = wanted;
        this.log = log;
        this.spans = spans;
        this.usable = wanted.read();
    }

    /**
     * Starts it, and answers when clients can connect; does nothing while it runs.
     *
     * @return this
     * @throws ServerStartException when a port cannot be had; nothing is left running then
     */
    public EmbeddedServer start() {
        starting.lock();
        try {
            if (!isRunning()) {
                Run next = Run.start(usable, ports, wanted.eventLoops(), log, spans);
                ports = next.ports();
                run = next;
            }
            return this;
        } finally {
            starting.unlock();
        }
    }

    /** Closes all connections and listeners, and answers when nothing of it runs any more; does nothing when it does not run. */
    public void stop() {
        starting.lock();
        try {
            Run present = run;
            if (present != null) {
                present.stop();
            }
        } finally {
            starting.unlock();
        }
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    /** Whether it runs: false before the start, after a stop, and when a lame duck is gone. */
    public boolean isRunning() {
        Run present = run;
        return present != null && !present.isStopped();
    }

    /** Completed when it runs no more, whoever stopped it; at once when it does not run. */
    public CompletionStage<Void> whenStopped() {
        Run present = run;
        return present == null ? CompletableFuture.completedFuture(null) : present.whenStopped();
    }

    /** What clients connect to, {@code nats://127.0.0.1:51234}, or {@code tls://...} where they must use TLS. */
    public String clientUrl() {
        Broker broker = running().broker();
        ClientOptions client = usable.options().client();
        boolean tls = client.tls() != null && !client.allowNonTls();
        return tls ? "tls" + broker.clientUrl().substring("nats".length()) : broker.clientUrl();
    }

    /** The host of {@link #clientUrl}. */
    public String host() {
        String url = clientUrl();
        return url.substring(url.indexOf("//") + 2, url.lastIndexOf(':'));
    }

    /** The port for clients. */
    public int port() {
        return clientAddress().getPort();
    }

    /** Where it listens for clients. */
    public InetSocketAddress clientAddress() {
        return running().broker().clientAddress();
    }

    /** Where it listens for servers of its cluster; empty where it does not. */
    public Optional<InetSocketAddress> clusterAddress() {
        return Optional.ofNullable(running().broker().address(LinkPort.CLUSTER));
    }

    /** Where it listens for servers of other clusters; empty where it does not. */
    public Optional<InetSocketAddress> gatewayAddress() {
        return Optional.ofNullable(running().broker().address(LinkPort.GATEWAY));
    }

    /** Where it listens for leaf nodes; empty where it does not. */
    public Optional<InetSocketAddress> leafAddress() {
        return Optional.ofNullable(running().broker().address(LinkPort.LEAF));
    }

    /** Where it listens for clients over WebSockets; empty where it does not. */
    public Optional<InetSocketAddress> webSocketAddress() {
        return Optional.ofNullable(running().broker().webSocketAddress());
    }

    /** The public key of this run, {@code N...}. */
    public String serverId() {
        return running().broker().serverId();
    }

    /** The configured name, or the id. */
    public String name() {
        return running().broker().serverName();
    }

    /** What is doubtful in its configuration, one line each. */
    public List<String> warnings() {
        return usable.warnings();
    }

    /** Its figures now. */
    public ServerMetrics metrics() {
        return Figures.ofServer(running().broker().monitor());
    }

    /** The figures of every account that is or was used, by name. */
    public List<AccountMetrics> accountMetrics() {
        return Figures.ofAccounts(running().broker().monitor());
    }

    /**
     * Reads the configuration file again, or the text, and lets it hold while connections stay open.
     *
     * @throws InvalidConfigurationException when it cannot be used, or says something that only a new start can change; all is as
     *     before then
     */
    public void reload() {
        reload(wanted);
    }

    /**
     * Lets another configuration text hold instead of the text or file before, while connections stay open. What was said in code
     * still holds on top of it.
     *
     * @throws InvalidConfigurationException when it cannot be used, or says something that only a new start can change; all is as
     *     before then
     */
    public void reload(String configuration) {
        reload(wanted.withText(configuration));
    }

    private void reload(Wanted next) {
        starting.lock();
        try {
            Wanted.Usable read = next.read();
            running().reload(usable, read);
            wanted = next;
            usable = read;
        } finally {
            starting.unlock();
        }
    }

    /**
     * Makes a client of somebody who speaks the protocol without a socket. To the server it is a client like any other, of the
     * connection type {@code IN_PROCESS}, and never asked for TLS.
     */
    public void connect(ProtocolPeer peer) {
        running().connect(peer, null);
    }

    /**
     * The same for a client that this program vouches for: it shows no credentials and may do everything in the account.
     *
     * @param account its name, {@code $G} for that of those who belong to no other; refused as without credentials when there is no such
     */
    public void connect(ProtocolPeer peer, String account) {
        running().connect(peer, account);
    }

    /** Retires it: no new clients, those there are told and let go one by one, then it stops by itself; see {@link #whenStopped}. */
    public void lameDuck() {
        running().broker().lameDuck();
    }

    private Run running() {
        Run present = run;
        if (present == null || present.isStopped()) {
            throw new IllegalStateException("the server does not run");
        }
        return present;
    }
}
