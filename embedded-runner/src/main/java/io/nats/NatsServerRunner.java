package io.nats;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.EmbeddedServer;
import io.dialtone.embedded.LogLine;
import io.dialtone.embedded.ServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a server for tests, in this JVM. It runs when the constructor is done, and until {@link #close}.
 *
 * <p>What belongs to a process of its own has no meaning here and no effect: paths of executables, waiting and trying again.
 * JetStream, too, is not there: who asks for it is told on the {@link Output}, and has a server without it.
 */
// That close() is declared to throw anything is a promise to those who override it.
@SuppressWarnings("try")
public class NatsServerRunner implements AutoCloseable {
    private static final int CONNECT_MS = 2000;

    private final Output output;
    private final Map<String, Integer> ports;
    private final Path configFile;
    private final String commandLine;
    private final EmbeddedServer server;

    public static Builder builder() {
        return new Builder();
    }

    public NatsServerRunner() throws IOException {
        this(builder());
    }

    public NatsServerRunner(boolean debug) throws IOException {
        this(builder().debug(debug));
    }

    public NatsServerRunner(boolean debug, boolean jetstream) throws IOException {
        this(builder().debug(debug).jetstream(jetstream));
    }

    public NatsServerRunner(int port, boolean debug) throws IOException {
        this(builder().port(port).debug(debug));
    }

    public NatsServerRunner(int port, boolean debug, boolean jetstream) throws IOException {
        this(builder().port(port).debug(debug).jetstream(jetstream));
    }

    public NatsServerRunner(String configFilePath, boolean debug) throws IOException {
        this(builder().configFilePath(configFilePath).debug(debug));
    }

    public NatsServerRunner(String configFilePath, boolean debug, boolean jetstream) throws IOException {
        this(builder().configFilePath(configFilePath).debug(debug).jetstream(jetstream));
    }

    public NatsServerRunner(String configFilePath, String[] configInserts, int port, boolean debug) throws IOException {
        this(builder()
                .configFilePath(configFilePath)
                .configInserts(configInserts)
                .port(port)
                .debug(debug));
    }

    public NatsServerRunner(String configFilePath, int port, boolean debug) throws IOException {
        this(builder().configFilePath(configFilePath).port(port).debug(debug));
    }

    public NatsServerRunner(String[] customArgs) throws IOException {
        this(builder().customArgs(customArgs));
    }

    public NatsServerRunner(String[] customArgs, boolean debug) throws IOException {
        this(builder().customArgs(customArgs).debug(debug));
    }

    public NatsServerRunner(String[] customArgs, boolean debug, boolean jetstream) throws IOException {
        this(builder().customArgs(customArgs).debug(debug).jetstream(jetstream));
    }

    public NatsServerRunner(String[] customArgs, int port, boolean debug) throws IOException {
        this(builder().customArgs(customArgs).port(port).debug(debug));
    }

    public NatsServerRunner(
            int port,
            boolean debug,
            boolean jetstream,
            @Nullable String configFilePath,
            String @Nullable [] configInserts,
            String @Nullable [] customArgs)
            throws IOException {
        this(builder()
                .port(port)
                .debug(debug)
                .jetstream(jetstream)
                .configFilePath(configFilePath)
                .configInserts(configInserts)
                .customArgs(customArgs));
    }

    public NatsServerRunner(NatsServerRunnerOptions options) throws Exception {
        this(builder().runnerOptions(options));
    }

    /**
     * Starts it.
     *
     * @throws IOException when the configuration cannot be put together
     * @throws IllegalStateException when the server does not start; the message says why
     */
    protected NatsServerRunner(Builder b) throws IOException {
        output = b.itsOutput();
        CustomArguments arguments = new CustomArguments(b.customArgs);
        RunnerConfiguration configuration = new RunnerConfiguration(b.ports);
        configuration.add(b.configFilePath);
        configuration.add(b.configInserts == null ? List.of() : b.configInserts);
        configuration.add(arguments.lines());
        configuration.finish();
        ports = configuration.ports();
        configFile = configuration.write();
        commandLine = String.join(" ", command(b, configFile));
        if (b.jetstream) {
            output.warning("%%% JetStream is not part of this server");
        }
        server = started(server(b, arguments, configFile, output), commandLine, output);
        output.info("%%% Started [" + commandLine + "]");
    }

    private static ServerBuilder server(Builder b, CustomArguments arguments, Path configFile, Output output) {
        DebugLevel level = b.debugLevel;
        ServerBuilder builder = Dialtone.builder().configurationFile(configFile).log(line -> write(line, output));
        if (arguments.debugs() || level != null && level.debugs()) {
            builder.debug();
        }
        if (arguments.traces() || level != null && level.traces()) {
            builder.trace();
        }
        return builder;
    }

    private static EmbeddedServer started(ServerBuilder builder, String commandLine, Output output) {
        output.info("%%% Starting [" + commandLine + "]");
        try {
            return builder.start();
        } catch (RuntimeException e) {
            String message = "Failed to run [" + commandLine + "]" + System.lineSeparator() + e.getMessage();
            output.error("%%% " + message);
            throw new IllegalStateException(message, e);
        }
    }

    private static void write(LogLine line, Output output) {
        switch (line.level()) {
            case ERROR -> output.error(line::toString);
            case WARN -> output.warning(line::toString);
            case INFO, DEBUG, TRACE -> output.info(line::toString);
        }
    }

    private static List<String> command(Builder b, Path configFile) {
        List<String> command = new ArrayList<>();
        command.add(NatsRunnerUtils.getResolvedServerPath());
        command.add(NatsRunnerUtils.CONFIG_FILE_OPTION_NAME);
        command.add(configFile.toString());
        if (b.jetstream) {
            command.add(NatsRunnerUtils.JETSTREAM_OPTION);
        }
        if (b.customArgs != null) {
            command.addAll(b.customArgs);
        }
        if (b.debugLevel != null) {
            command.add(b.debugLevel.getCmdOption());
        }
        return command;
    }

    // ---- what it is

    /** The server itself. Not part of what this class takes the place of. */
    public EmbeddedServer server() {
        return server;
    }

    /** What would be run elsewhere; here nothing is. */
    public String getExecutablePath() {
        return NatsRunnerUtils.getResolvedServerPath();
    }

    /** The port that the runner was given or chose, wherever in the configuration that went. */
    public int getPort() {
        return getUserPort();
    }

    public int getUserPort() {
        return ports.getOrDefault(NatsRunnerUtils.USER_PORT_KEY, -1);
    }

    /** Where clients connect. */
    public int getNatsPort() {
        return ports.getOrDefault(NatsRunnerUtils.NATS_PORT_KEY, -1);
    }

    public int getConfigPort() {
        return ports.getOrDefault(NatsRunnerUtils.CONFIG_PORT_KEY, -1);
    }

    /** A port in a block of the configuration, such as that for WebSockets; -1 for none. */
    public int getNonNatsPort() {
        return ports.getOrDefault(NatsRunnerUtils.NON_NATS_PORT_KEY, -1);
    }

    /** The port of that name. */
    public @Nullable Integer getPort(String key) {
        return ports.get(key);
    }

    public String getConfigFile() {
        return configFile.toString();
    }

    public String getURI() {
        return NatsRunnerUtils.getNatsLocalhostUri(getNatsPort());
    }

    /** The same. */
    public String getNatsLocalhostUri() {
        return getURI();
    }

    public String getCmdLine() {
        return commandLine;
    }

    /** Throws when nobody listens on the port. */
    public static void connectCheck(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
        }
    }

    /** The same. */
    public static void connectCheck(int port, boolean ignoredTlsFirst) throws IOException {
        connectCheck(port);
    }

    // ---- its end

    /** Stops it; it has ended when this answers, whatever {@code wait} says. */
    public void shutdown(boolean wait) throws InterruptedException {
        if (server.isRunning()) {
            output.info("%%% Shut down [" + commandLine + "]");
            server.stop();
        }
    }

    public void shutdown() throws InterruptedException {
        shutdown(true);
    }

    @Override
    public void close() throws Exception {
        shutdown(true);
    }

    // ---- what holds where nothing is said

    public static Supplier<Output> getDefaultOutputSupplier() {
        return RunnerDefaults.now().output();
    }

    public static void setDefaultOutputSupplier(@Nullable Supplier<Output> supplier) {
        Supplier<Output> usual = () -> new LoggingOutput(Logger.getLogger(NatsServerRunner.class.getName()));
        RunnerDefaults.change(d -> d.withOutput(supplier == null ? usual : supplier));
    }

    public static Level getDefaultOutputLevel() {
        return RunnerDefaults.now().level();
    }

    public static void setDefaultOutputLevel(Level level) {
        RunnerDefaults.change(d -> d.withLevel(level));
    }

    public static @Nullable String getPreferredServerPath() {
        return RunnerDefaults.now().path();
    }

    public static void setPreferredServerPath(@Nullable String path) {
        RunnerDefaults.change(d -> d.withPath(path));
    }

    public static void clearPreferredServerPath() {
        setPreferredServerPath(null);
    }

    /** Nothing waits here. */
    public static void setDefaultProcessCheckWait(long ignoredMs) {}

    /** Nothing is tried again here. */
    public static void setDefaultProcessCheckTries(int ignored) {}

    /** Nothing is tried again here. */
    public static void setDefaultValidateTries(int ignored) {}

    /** Nothing waits here. */
    public static void setDefaultInitialValidateDelay(long ignoredMs) {}

    /** Nothing waits here. */
    public static void setDefaultSubsequentValidateDelay(long ignoredMs) {}

    /** A runner to be described. */
    public static class Builder {
        private final Map<String, Integer> ports = new HashMap<>();
        private @Nullable DebugLevel debugLevel;
        private boolean jetstream;
        private @Nullable Path configFilePath;
        private @Nullable List<String> configInserts;
        private @Nullable List<String> customArgs;
        private @Nullable Path executablePath;
        private @Nullable Output output;
        private @Nullable Level outputLevel;

        public Builder port(@Nullable Integer port) {
            return port(NatsRunnerUtils.CONFIG_PORT_KEY, port);
        }

        public Builder port(String key, @Nullable Integer port) {
            if (port == null) {
                ports.remove(key);
            } else {
                ports.put(key, port);
            }
            return this;
        }

        public Builder ports(@Nullable Map<String, Integer> all) {
            ports.clear();
            if (all != null) {
                ports.putAll(all);
            }
            return this;
        }

        public Builder debugLevel(@Nullable DebugLevel level) {
            debugLevel = level;
            return this;
        }

        public Builder debug(boolean debug) {
            return debugLevel(debug ? DebugLevel.DEBUG_TRACE : null);
        }

        public Builder jetstream() {
            return jetstream(true);
        }

        public Builder jetstream(boolean wanted) {
            jetstream = wanted;
            return this;
        }

        public Builder configFilePath(@Nullable String path) {
            return configFilePath(path == null ? null : Path.of(path));
        }

        public Builder configFilePath(@Nullable Path path) {
            configFilePath = path;
            return this;
        }

        public Builder configInserts(@Nullable List<String> lines) {
            configInserts = lines == null ? null : List.copyOf(lines);
            return this;
        }

        public Builder configInserts(String @Nullable [] lines) {
            return configInserts(lines == null ? null : List.of(lines));
        }

        public Builder customArgs(@Nullable List<String> arguments) {
            customArgs = arguments == null ? null : List.copyOf(arguments);
            return this;
        }

        public Builder customArgs(String @Nullable [] arguments) {
            return customArgs(arguments == null ? null : List.of(arguments));
        }

        /** No executable is run; what is said here has no effect. */
        public Builder executablePath(@Nullable String path) {
            return executablePath(path == null ? null : Path.of(path));
        }

        /** No executable is run; what is said here has no effect. */
        public Builder executablePath(@Nullable Path path) {
            executablePath = path;
            return this;
        }

        public Builder output(@Nullable Output where) {
            output = where;
            return this;
        }

        public Builder outputLogger(@Nullable Logger logger) {
            return output(logger == null ? null : new LoggingOutput(logger));
        }

        public Builder outputLevel(@Nullable Level level) {
            outputLevel = level;
            return this;
        }

        /** Nothing waits here. */
        public Builder processCheckWait(@Nullable Long ignoredMs) {
            return this;
        }

        /** Nothing is tried again here. */
        public Builder processCheckTries(@Nullable Integer ignored) {
            return this;
        }

        /** Nothing waits here. */
        public Builder connectValidateInitialDelay(@Nullable Long ignoredMs) {
            return this;
        }

        /** Nothing waits here. */
        public Builder connectValidateSubsequentDelay(@Nullable Long ignoredMs) {
            return this;
        }

        /** A server that has started is known to be reachable. */
        public Builder skipConnectValidate() {
            return this;
        }

        /** Nothing is tried again here. */
        public Builder connectValidateTries(@Nullable Integer ignored) {
            return this;
        }

        /** A server that has started is known to be reachable. */
        public Builder connectValidateTlsFirstMode() {
            return this;
        }

        /** What is wrong is always said. */
        public Builder fullErrorReportOnStartup(boolean ignored) {
            return this;
        }

        public Builder runnerOptions(NatsServerRunnerOptions options) {
            Logger logger = options.logger();
            return port(options.port())
                    .debugLevel(options.debugLevel())
                    .jetstream(options.jetStream())
                    .configFilePath(options.configFilePath())
                    .configInserts(options.configInserts())
                    .customArgs(options.customArgs())
                    .executablePath(options.executablePath())
                    .outputLogger(logger)
                    .outputLevel(options.logLevel());
        }

        /** Starts it. */
        public NatsServerRunner build() throws IOException {
            return new NatsServerRunner(this);
        }

        public NatsServerRunnerOptions buildOptions() {
            return new RunnerOptions(
                    ports.get(NatsRunnerUtils.CONFIG_PORT_KEY),
                    debugLevel,
                    jetstream,
                    configFilePath,
                    configInserts,
                    customArgs,
                    executablePath,
                    output == null ? null : output.getLogger(),
                    outputLevel);
        }

        private Output itsOutput() {
            Output given = output;
            if (given == null) {
                Output usual = RunnerDefaults.now().output().get();
                usual.setLevel(outputLevel == null ? RunnerDefaults.now().level() : outputLevel);
                return usual;
            }
            if (outputLevel != null) {
                given.setLevel(outputLevel);
            }
            return given;
        }
    }
}
