package io.nats;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Where clusters listen when nothing is said. That it can be changed for the whole JVM is what the methods promise whose place these
 * take.
 */
record ClusterDefaults(String host, int port, int listen, int monitor) {
    private static final AtomicReference<ClusterDefaults> PRESENT =
            new AtomicReference<>(new ClusterDefaults("127.0.0.1", 4220, 4230, 4280));

    static ClusterDefaults now() {
        return PRESENT.get();
    }

    static void change(UnaryOperator<ClusterDefaults> how) {
        PRESENT.updateAndGet(how);
    }

    ClusterDefaults withHost(String other) {
        return new ClusterDefaults(other, port, listen, monitor);
    }

    ClusterDefaults withPort(int other) {
        return new ClusterDefaults(host, other, listen, monitor);
    }

    ClusterDefaults withListen(int other) {
        return new ClusterDefaults(host, port, other, monitor);
    }

    ClusterDefaults withMonitor(int other) {
        return new ClusterDefaults(host, port, listen, other);
    }
}
