package io.dialtone.app.simulate.world;

import io.dialtone.app.simulate.ServerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, ended by its id. Its configuration and its log are in a directory that outlives it. */
final class ServerProcess implements SimulatedServer {

    private static final long SECONDS_TO_END = 5;

    /** Several of these share a machine: one compiler, one collector thread and little heap make a start quick. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx192m");

    private final ServerPlan plan;
    private final List<String> program;
    private final Path directory;
    private volatile @Nullable Process process;

    private ServerProcess(ServerPlan plan, List<String> program, Path directory) {
        this.plan = plan;
        this.program = program;
        this.directory = directory;
        // For the case that this JVM ends without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-of-server"));
    }

    /**
     * Makes processes.
     *
     * @param program what is started with {@code -c FILE}
     */
    static Maker maker(List<String> program, Path directory) {
        return plan -> new ServerProcess(plan, program, directory);
    }

    /** This program, as a server. */
    static List<String> dialtone() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.dialtone.app.Main"));
        return command;
    }

    @Override
    public void start() throws IOException {
        Path configuration = directory.resolve(plan.name() + ".conf");
        Files.writeString(configuration, plan.text());
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("-c", configuration.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(plan.name() + ".log").toFile()))
                .start();
    }

    @Override
    public boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    @Override
    public void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroyForcibly();
        try {
            running.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
