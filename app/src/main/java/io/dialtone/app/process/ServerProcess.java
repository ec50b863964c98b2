package io.dialtone.app.process;

import io.dialtone.actors.Broker;
import io.dialtone.actors.BrokerSettings;
import io.dialtone.actors.HostProcess;
import io.dialtone.actors.system.AuthenticationAudit;
import io.dialtone.app.cli.Overrides;
import io.dialtone.app.logging.ServerLogging;
import io.dialtone.app.monitor.MonitorOptions;
import io.dialtone.app.monitor.ShownCommandLine;
import io.dialtone.app.process.Configuration.UnusableException;
import io.dialtone.cluster.ClusterBridge;
import io.dialtone.conf.LoggingOptions;
import io.dialtone.conf.Options;
import io.dialtone.streams.ServerLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The start of a server as a process, in the order that matters: configuration, client socket, and only then everything that takes time
 * to load. Connections wait in the backlog of that socket meanwhile.
 */
public final class ServerProcess {
    /** How many event loops, where the machine's own number does not suit; a property of the JVM, see docs/performance.md. */
    private static final String EVENT_LOOPS = "dialtone.eventLoops";

    /** How many lines of the log the monitoring port can show. */
    private static final int RECENT_LINES = 500;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss ", Locale.ROOT);

    private final Program program;
    private final Overrides overrides;
    private final Configuration configuration;
    private final ServerLogging logging;
    private final ServerLog log;
    private final StartLines lines;
    private final BlockingQueue<Event> events;

    private ServerProcess(
            Program program,
            Overrides overrides,
            Configuration configuration,
            ServerLogging logging,
            ServerLog log,
            BlockingQueue<Event> events) {
        this.program = program;
        this.overrides = overrides;
        this.configuration = configuration;
        this.logging = logging;
        this.log = log;
        this.lines = new StartLines(log);
        this.events = events;
    }

    /**
     * Runs a server until it is told to end.
     *
     * @param errors for what is wrong before there is a log
     * @return the exit code of the process
     */
    public static int run(Program program, Overrides overrides, PrintStream errors) {
        Configuration configuration;
        ClientSocket socket;
        Thread warmUp = new Thread(Broker::warmUp, "warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        try {
            configuration = Configuration.load(overrides);
            configuration.warnings().forEach(errors::println);
            socket = ClientSocket.bind(configuration.options().client());
            Configuration.mustHaveUsableTls(configuration.options());
        } catch (UnusableException e) {
            errors.println("nats-server: " + e.getMessage());
            return 1;
        }
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        Signals.trap(signal -> events.add(new Event.Signalled(signal)));
        program.rename();
        LoggingOptions logOptions = configuration.options().logging();
        try (ServerLogging logging = ServerLogging.start(program.name(), program.pid(), logOptions)) {
            ServerLog log = new ServerLog();
            log.levels(logOptions.debug(), logOptions.trace(), logOptions.traceVerbose());
            if (MonitorOptions.isWanted(configuration.options())) {
                log.keepRecent(RECENT_LINES);
            }
            return new ServerProcess(program, overrides, configuration, logging, log, events).run(socket);
        } catch (IOException e) {
            errors.println(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + e.getMessage());
            return 1;
        }
    }

    private int run(ClientSocket socket) {
        try {
            Control control = start(socket);
            StartUpGarbage.collectSoon();
            return control.run();
        } catch (StartFailure e) {
            log.fatal(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Control start(ClientSocket socket) throws StartFailure {
        lines.starting();
        ServerSocketChannel bound = socket.channel();
        Options options = configuration.options();
        Broker broker;
        try {
            broker = Broker.start(new BrokerSettings(
                    options,
                    configuration.digest(),
                    bound,
                    log,
                    Integer.getInteger(EVENT_LOOPS, 0),
                    around(),
                    new ClusterBridge(),
                    SpanDoor.open(options)));
        } catch (UncheckedIOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            // a resolver that does not answer, an account that is not there
            throw new StartFailure("nats-server: " + e.getMessage(), e);
        }
        logging.serverName(broker.serverName());
        lines.identity(configuration, broker.serverName(), broker.serverId());
        writePidFile(options);
        Listeners listeners = Listeners.start(broker, options, program, log);
        lines.ready(options, broker.clientAddress().getPort(), broker.webSocketAddress());
        listeners.writePortsFile(options.process().portsFileDir(), program, log);
        broker.whenStopped().thenRun(() -> events.add(new Event.BrokerStopped()));
        ConfigurationWatch watch = new ConfigurationWatch(() -> events.add(new Event.FilesChanged()));
        Reload reload = new Reload(program, overrides, configuration, logging, log, broker, listeners, watch);
        return new Control(events, broker, listeners, reload, logging, log);
    }

    private HostProcess around() {
        return new HostProcess() {
            @Override
            public CompletionStage<Void> reload() {
                CompletableFuture<Void> done = new CompletableFuture<>();
                events.add(new Event.ReloadAsked(done));
                return done;
            }

            @Override
            public List<String> commandLine() {
                return ShownCommandLine.shown(program.name());
            }

            @Override
            public AuthenticationAudit audit() {
                return logging.audit();
            }
        };
    }

    private void writePidFile(Options options) throws StartFailure {
        if (!options.process().pidFile().isEmpty()) {
            try {
                PidFile.write(Path.of(options.process().pidFile()), program.pid());
            } catch (IOException e) {
                throw new StartFailure("Could not write pidfile: " + e.getMessage(), e);
            }
        }
    }
}
