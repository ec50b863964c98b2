package io.dialtone.actors;

import akka.actor.BootstrapSetup;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.actors.links.LinkPort;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.actors.spans.SpanQueue;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.EventLoops;
import io.dialtone.streams.InProcessPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running NATS server inside this process. Several may run side by side; they share nothing.
 *
 * <p>{@link #start} answers when clients can connect. {@link #shutdown} may be called any number of times.
 */
public final class Broker implements AutoCloseable {
    /** The version of nats-server whose behaviour this one has; clients switch features by it. */
    public static final String VERSION = "2.15.1";

    /** One for all brokers of a process, since what is read through it is remembered with it. */
    private static final ClassLoader LOADER = new QuietManifests(Broker.class.getClassLoader());

    private static final int BACKLOG = 4096;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long IDLE_SECONDS = 30;

    private final ServerContext server;
    private final ActorSystem<Server.Command> system;
    private final ExecutorService slowChecks;
    private final ServerIdentityKeys keys;
    private final InetSocketAddress clientAddress;
    private final MonitorSource monitor;

    private Broker(
            ServerContext server,
            ActorSystem<Server.Command> system,
            ExecutorService slowChecks,
            ServerIdentityKeys keys,
            InetSocketAddress clientAddress,
            MonitorSource monitor) {
        this.server = server;
        this.system = system;
        this.slowChecks = slowChecks;
        this.keys = keys;
        this.clientAddress = clientAddress;
        this.monitor = monitor;
    }

    /**
     * Starts a broker.
     *
     * @throws UncheckedIOException when the client port cannot be bound
     * @throws IllegalArgumentException when the tls block or the operators cannot be used; the message says why
     * @throws IllegalStateException when it does not come up in time
     */
    public static Broker start(BrokerSettings settings) {
        OperatorMode operators = OperatorStart.open(settings.options(), settings.log());
        ServerSocketChannel given = settings.boundClientListener();
        Options options = OperatorStart.completed(settings.options(), operators);
        ServerSocketChannel socket = given != null ? given : bind(options);
        InetSocketAddress address = addressOf(socket);
        ServerSocketChannel webSockets = bindWebSockets(options, given == null ? socket : null);
        ServerIdentityKeys keys = ServerIdentityKeys.generate();
        int wanted = settings.eventLoops() > 0
                ? settings.eventLoops()
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        EventLoops loops = new EventLoops(wanted);
        ExecutorService slowChecks = slowChecks();
        settings.log()
                .levels(
                        options.logging().debug(),
                        options.logging().trace(),
                        options.logging().traceVerbose());
        ServerContext context = new ServerContext(
                settings.log(),
                loops,
                firstState(settings, options, keys, socket, webSockets, slowChecks, operators),
                operators,
                keys,
                slowChecks,
                settings.links() != null);
        if (webSockets != null) {
            context.webSocketAddress(addressOf(webSockets));
        }
        context.state().warn(settings.log());
        MessageSpans spans = settings.spans();
        if (spans != null) {
            context.spans(new Spans(context, SpanQueue.to(spans, settings.log())));
        }
        CompletableFuture<ServerContext> started = new CompletableFuture<>();
        ActorSystem<Server.Command> system = ActorSystem.create(
                Server.create(context, socket, webSockets, started, settings.process(), settings.links()),
                "dialtone",
                setup(loops));
        try {
            await(started);
        } catch (IllegalStateException e) {
            // A broker that never was leaves nothing behind: neither threads nor the port.
            system.terminate();
            slowChecks.shutdown();
            closeSpans(context);
            close(given == null ? socket : null, e);
            close(webSockets, e);
            throw e;
        }
        return new Broker(context, system, slowChecks, keys, address, context.monitor());
    }

    /** For what takes the processor's time: hashes of passwords and TLS handshakes, as many at once as there are processors. */
    private static ExecutorService slowChecks() {
        int threads = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread t = new Thread(task, "dialtone-slow-check");
                    t.setDaemon(true);
                    return t;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ServerContext.State firstState(
            BrokerSettings settings,
            Options options,
            ServerIdentityKeys keys,
            ServerSocketChannel socket,
            @Nullable ServerSocketChannel webSockets,
            ExecutorService slowChecks,
            @Nullable OperatorMode operators) {
        try {
            int port = addressOf(socket).getPort();
            return state(options, settings.configDigest(), keys, port, slowChecks, operators);
        } catch (IllegalArgumentException e) {
            close(settings.boundClientListener() == null ? socket : null, e);
            close(webSockets, e);
            throw e;
        }
    }

    private static void close(@Nullable ServerSocketChannel socket, Exception why) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static ServerContext.State state(
            Options options,
            String configDigest,
            ServerIdentityKeys keys,
            int port,
            ExecutorService slowChecks,
            @Nullable OperatorMode operators) {
        String name = options.serverName().isEmpty() ? keys.serverId() : options.serverName();
        TlsOptions tls = options.client().tls();
        boolean verify = tls != null && (tls.verify() || tls.verifyAndMap());
        String advertised = options.client().advertise();
        HostAndPort shown = advertised.isEmpty()
                ? new HostAndPort(options.client().host(), port)
                : HostAndPort.of(advertised, port);
        InfoMessage.Server info = new InfoMessage.Server(
                keys.serverId(),
                name,
                VERSION,
                "java" + Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update(),
                shown.host(),
                shown.port(),
                !options.traits().noHeaderSupport(),
                verify,
                options.limits().maxPayload(),
                options.cluster().name().isEmpty() ? null : options.cluster().name(),
                null,
                keys.curveKey());
        return new ServerContext.State(
                options,
                ServerContext.live(options),
                info,
                new Gatekeeper(options, slowChecks, operators),
                ClientSecurity.of(options, slowChecks),
                WebSocketPort.security(options, slowChecks),
                Instant.now(),
                configDigest,
                operators == null ? null : OperatorStart.resolverTls(options));
    }

    /** Binds the client port as the options say; the wildcard address is taken for both families. */
    public static ServerSocketChannel bind(Options options) {
        try {
            return bind(options.client().host(), Math.max(0, options.client().port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Binds the port for WebSockets, if one is wanted; what was bound before is given up when that fails. */
    private static @Nullable ServerSocketChannel bindWebSockets(
            Options options, @Nullable ServerSocketChannel boundBefore) {
        if (!WebSocketPort.isWanted(options)) {
            return null;
        }
        String host = options.webSocket().host();
        int port = Math.max(0, options.webSocket().port());
        try {
            return bind(host, port);
        } catch (IOException e) {
            close(boundBefore, e);
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw new UncheckedIOException(
                    "Unable to listen for websocket connections: listen tcp " + new HostAndPort(host, port) + ": bind: "
                            + reason,
                    e);
        }
    }

    private static ServerSocketChannel bind(String host, int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            InetSocketAddress at = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(InetAddress.getByName(host), port);
            socket.bind(at, BACKLOG);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static InetSocketAddress addressOf(ServerSocketChannel socket) {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what every broker of this process needs and none owns: worth doing on another thread while the options are
     * read. The configuration library keeps it.
     */
    public static void warmUp() {
        ConfigFactory.defaultReference(LOADER);
    }

    private static BootstrapSetup setup(EventLoops loops) {
        return BootstrapSetup.create().withClassloader(LOADER).withConfig(config(loops));
    }

    private static Config config(EventLoops loops) {
        return ConfigFactory.parseString(AkkaSettings.TEXT)
                .withFallback(loops.config())
                .withFallback(ConfigFactory.defaultReference(LOADER))
                .resolve();
    }

    private static void await(CompletableFuture<ServerContext> started) {
        try {
            started.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server did not start", e);
        }
    }

    /** The public key that identifies this run of the server. */
    public String serverId() {
        return keys.serverId();
    }

    /** The configured name, or the id. */
    public String serverName() {
        return server.info().name();
    }

    /** Where clients connect. */
    public InetSocketAddress clientAddress() {
        return clientAddress;
    }

    /** Where WebSockets connect; null where there is no such port. */
    public @Nullable InetSocketAddress webSocketAddress() {
        return server.webSocketAddress();
    }

    /** Where other servers connect; null where there is no such listener. */
    public @Nullable InetSocketAddress address(LinkPort port) {
        return server.linkAddress(port);
    }

    /** {@code nats://host:port}, with the loopback address where it listens everywhere. */
    public String clientUrl() {
        String host = clientAddress.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : clientAddress.getAddress().getHostAddress();
        return "nats://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + clientAddress.getPort();
    }

    /**
     * Makes a client of somebody in this process. A broker that has ended by then does not answer: see {@link #whenStopped}.
     *
     * @param peer its end of the connection, told when there is one and when there is none any more
     * @param trustedAccount whose it is without showing credentials; null for a client that logs in like any other
     */
    public void connect(InProcessPeer peer, @Nullable String trustedAccount) {
        system.tell(new Server.Inside(new InProcessClient(peer, trustedAccount)));
    }

    /** What the broker tells about itself. */
    public MonitorSource monitor() {
        return monitor;
    }

    /**
     * Lets new options hold that do not come from a file; see {@link #reload(Options, String)}.
     */
    public CompletionStage<Integer> reload(Options options) {
        return reload(options, server.state().configDigest());
    }

    /**
     * Lets new options hold, which were checked against those before. Connections that may not be any more are closed.
     *
     * @param configDigest of the configuration file they were read from, {@code sha256:...}; empty without one
     * @return completed when new connections go by them, with how many connections were too many; failed
     *     with an IllegalArgumentException, all as before, when the tls block cannot be used
     */
    public CompletionStage<Integer> reload(Options options, String configDigest) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        try {
            OperatorMode operators = server.operators();
            Options completed = OperatorStart.completed(options, operators);
            system.tell(new Server.Reload(
                    state(completed, configDigest, keys, clientAddress.getPort(), slowChecks, operators), done));
        } catch (IllegalArgumentException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Stops accepting, tells clients, lets them go one by one, then shuts down. */
    public void lameDuck() {
        system.tell(Server.LameDuck.INSTANCE);
    }

    /** Closes everything; answers {@link #whenStopped}. */
    public CompletionStage<Void> shutdown() {
        system.tell(Server.Shutdown.INSTANCE);
        return whenStopped();
    }

    /** Completed when the broker is no more. */
    public CompletionStage<Void> whenStopped() {
        return system.getWhenTerminated().thenCompose(ignored -> {
            slowChecks.shutdown();
            OperatorMode operators = server.operators();
            if (operators != null) {
                operators.close();
            }
            return closeSpans(server);
        });
    }

    private static CompletionStage<Void> closeSpans(ServerContext server) {
        Spans spans = server.spans();
        return spans == null ? CompletableFuture.completedFuture(null) : spans.close();
    }

    /** Shuts down and waits for it. */
    @Override
    public void close() {
        try {
            shutdown().toCompletableFuture().get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }
}
