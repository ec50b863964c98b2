package io.dialtone.multijvm.kit;

import io.dialtone.multijvm.kit.start.BrokerJvm;
import java.util.List;

/** The program that a node runs. */
public enum NodeKind {
    /** This project's broker, from the classes under test, in a JVM of its own. */
    DIALTONE("dialtone") {
        @Override
        public List<String> command() {
            String launcher = System.getProperty("dialtone.launcher", "");
            return launcher.isEmpty() ? BrokerJvm.command() : List.of(launcher);
        }
    },
    /** The nats-server whose behaviour is the measure: the one that {@code NATS_SERVER} names, or the newest that is found. */
    NATS_SERVER("nats-server") {
        @Override
        public List<String> command() {
            return List.of(NatsServers.newest().toString());
        }
    },
    /** A nats-server of the 2.10 line, the oldest that routes are spoken with. */
    NATS_SERVER_2_10("nats-server 2.10") {
        @Override
        public List<String> command() {
            return List.of(NatsServers.older().toString());
        }
    };

    private final String words;

    NodeKind(String words) {
        this.words = words;
    }

    /** The command line up to the program's own arguments; ends the test when the program is not on this machine. */
    public abstract List<String> command();

    @Override
    public String toString() {
        return words;
    }
}
