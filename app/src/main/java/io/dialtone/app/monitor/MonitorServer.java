package io.dialtone.app.monitor;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.streams.ServerLog;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The HTTP server of one broker's monitoring. It has an actor system of its own, with one small dispatcher, and never touches
 * the broker but through its {@link MonitorSource}. Stopping it ends its connections and its threads; doing so again does
 * nothing.
 */
public final class MonitorServer {

    private static final int BACKLOG = 100;
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem system;
    private final InetSocketAddress address;
    private final boolean secure;
    private final CompletionStage<Void> terminated;

    private MonitorServer(ActorSystem system, InetSocketAddress address, boolean secure) {
        this.system = system;
        this.address = address;
        this.secure = secure;
        this.terminated = system.getWhenTerminated().thenAccept(ended -> {});
    }

    /**
     * Binds the port and begins to answer. Loads Akka HTTP, which takes a good part of a second in a cold JVM: call it when
     * what is urgent has been done.
     *
     * @return fails with a {@link MonitorException} when the port cannot be bound
     */
    public static CompletionStage<MonitorServer> start(MonitorSource source, MonitorOptions options, ServerLog log) {
        ActorSystem system = ActorSystem.create("dialtone-monitor", config(), MonitorServer.class.getClassLoader());
        Materializer materializer = SystemMaterializer.get(system).materializer();
        HttpAdapter adapter = new HttpAdapter(endpoints(source, options, log), options.access(), materializer);
        Flow<HttpRequest, HttpResponse, NotUsed> handler =
                Flow.of(HttpRequest.class).mapAsync(1, adapter::handle);
        Flow<ByteString, ByteString, NotUsed> transport = HttpTransport.flow(system, handler, options.tls());
        return Tcp.get(system)
                .bind(options.host(), options.port(), BACKLOG, reuseAddress(), false, Optional.of(IDLE))
                .to(Sink.foreach(connection -> connection.handleWith(transport, materializer)))
                .run(materializer)
                .thenApply(binding -> {
                    MonitorServer server = new MonitorServer(system, binding.localAddress(), options.tls() != null);
                    log.notice(
                            "Starting " + server.scheme() + " monitor on " + hostPort(options.host(), server.port()));
                    return server;
                })
                .exceptionallyCompose(failure -> {
                    system.terminate();
                    return system.getWhenTerminated()
                            .thenCompose(ended -> CompletableFuture.failedFuture(cannotListen(options, failure)));
                });
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The port it listens on. */
    public int port() {
        return address.getPort();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** Stops listening, ends every connection; completes when all its threads have ended. */
    public CompletionStage<Void> stop() {
        system.terminate();
        return terminated;
    }

    private static Endpoints endpoints(MonitorSource source, MonitorOptions options, ServerLog log) {
        Clock clock = Clock.systemUTC();
        RequestCounts counts = new RequestCounts();
        Endpoints endpoints = new Endpoints(options.basePath(), log);
        BrokerEndpoints broker = new BrokerEndpoints(source, counts, log, clock);
        broker.addTo(endpoints);
        new Probes(source, PROBE_PATIENCE).addTo(endpoints);
        new RecentEvents(source, log, clock).addTo(endpoints);
        Dashboard.addTo(endpoints);
        Metrics metrics = new Metrics(source, broker::serverStats);
        String links = endpoints.linkPrefix();
        return endpoints
                .add("/metrics", query -> {
                    counts.count("/metrics");
                    return metrics.answer(query);
                })
                .add(
                        "/stacksz",
                        query -> Endpoints.done(Reply.json(JvmReports.stacks().getBytes(StandardCharsets.UTF_8))))
                .add(
                        "/debug/vars",
                        query -> Endpoints.done(Reply.of(
                                Reply.Kind.JSON,
                                JvmReports.expvars(ShownCommandLine.ofThisProcess(options.program())))))
                .add("/", query -> {
                    counts.count("/");
                    return Endpoints.done(Reply.of(
                            Reply.Kind.HTML, Html.rootPage(source.identity().version(), links)));
                });
    }

    private static Config config() {
        ClassLoader loader = MonitorServer.class.getClassLoader();
        return ConfigFactory.parseResources(loader, "dialtone-monitor.conf")
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
    }

    private static List<Inet.SocketOption> reuseAddress() {
        return List.of(TcpSO.reuseAddress(true));
    }

    private static MonitorException cannotListen(MonitorOptions options, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String reason = "can't listen to the monitor port: listen tcp " + hostPort(options.host(), options.port())
                + ": bind: address already in use";
        return new MonitorException(reason, cause);
    }

    private static String hostPort(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
