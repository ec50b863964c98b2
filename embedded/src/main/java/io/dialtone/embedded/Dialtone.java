package io.dialtone.embedded;

import io.dialtone.actors.Broker;
import java.nio.file.Path;

/**
 * Starts NATS servers in this JVM.
 *
 * <pre>{@code
 * try (EmbeddedServer server = Dialtone.start()) {
 *     Connection nats = Nats.connect(server.clientUrl());
 * }
 * }</pre>
 *
 * <p>Where nothing else is said, a server listens on a free port of the loopback address. Its log goes to the SLF4J logger
 * {@code dialtone}; a program without a logging backend sees none of it. Nothing here ends the process or installs a shutdown hook.
 */
public final class Dialtone {
    private Dialtone() {}

    /** A running server with nothing configured. */
    public static EmbeddedServer start() {
        return builder().start();
    }

    /**
     * A running server with the configuration in this text, in nats-server's configuration language.
     *
     * @throws InvalidConfigurationException with everything that is wrong in it
     * @throws ServerStartException when a port cannot be had
     */
    public static EmbeddedServer start(String configuration) {
        return builder().configuration(configuration).start();
    }

    /**
     * A running server with the configuration of this file.
     *
     * @throws InvalidConfigurationException with everything that is wrong in it
     * @throws ServerStartException when a port cannot be had
     */
    public static EmbeddedServer start(Path configurationFile) {
        return builder().configurationFile(configurationFile).start();
    }

    /** A server with the settings, accounts and users that are added to this. */
    public static ServerBuilder builder() {
        WarmUp.begin();
        return new ServerBuilder();
    }

    /** Beside the reading of options, once in a JVM. */
    private static final class WarmUp {
        static {
            Thread.ofPlatform().daemon().name("dialtone-warm-up").start(Broker::warmUp);
        }

        static void begin() {
            // Loading the class is all.
        }
    }
}
