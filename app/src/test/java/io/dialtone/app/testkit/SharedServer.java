package io.dialtone.app.testkit;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** One server for many tests, started for the first of them and ended after the last; and the factories of tests played on each target. */
public final class SharedServer {

    private final Target target;
    private final String config;
    private @Nullable NatsProcess process;

    private SharedServer(Target target, String config) {
        this.target = target;
        this.config = config;
    }

    /** What a test does with a server. */
    @FunctionalInterface
    public interface Body {
        /** Plays on the server, which the caller ends. */
        void play(NatsProcess server) throws Exception;
    }

    /** The test once for each target, with a server of its own. */
    public static Stream<DynamicTest> ownServer(String config, Body body) {
        return Target.all()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    try (NatsProcess server = NatsProcess.start(target, config)) {
                        body.play(server);
                    }
                }));
    }

    /** The tests once for each target, with one server for all of them. */
    public static Stream<DynamicContainer> forAll(String config, Function<SharedServer, Stream<DynamicTest>> tests) {
        return on(Target.all(), config, tests);
    }

    /** The tests on our own broker alone, where nats-server does not keep what they ask for. */
    public static Stream<DynamicContainer> forOurs(String config, Function<SharedServer, Stream<DynamicTest>> tests) {
        return on(Stream.of(Target.DIALTONE), config, tests);
    }

    private static Stream<DynamicContainer> on(
            Stream<Target> targets, String config, Function<SharedServer, Stream<DynamicTest>> tests) {
        return targets.map(target -> {
            SharedServer server = new SharedServer(target, config);
            return DynamicContainer.dynamicContainer(
                    target.name(), tests.apply(server).onClose(server::close));
        });
    }

    /** The running server. */
    public NatsProcess get() {
        NatsProcess running = process;
        if (running == null || !running.isAlive()) {
            running = NatsProcess.start(target, config);
            process = running;
        }
        return running;
    }

    private void close() {
        if (process != null) {
            process.close();
        }
    }
}
