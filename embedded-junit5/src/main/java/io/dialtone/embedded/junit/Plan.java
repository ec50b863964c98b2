package io.dialtone.embedded.junit;

import io.dialtone.embedded.Dialtone;
import io.dialtone.embedded.ServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Which servers tests want.
 *
 * @param setup makes what is said in code about each server
 */
record Plan(
        NatsServerTest.Lifecycle lifecycle,
        String configuration,
        String file,
        int servers,
        int clusters,
        NatsServerTest.Tls tls,
        boolean operator,
        Supplier<ServerSetup> setup) {
    private static final String CLASS_PATH = "classpath:";

    static final Plan DEFAULT = new Plan(
            NatsServerTest.Lifecycle.PER_CLASS, "", "", 1, 1, NatsServerTest.Tls.NONE, false, ServerSetup.Nothing::new);

    Plan {
        if (servers < 1 || clusters < 1) {
            throw new ExtensionConfigurationException("there must be at least one server and one cluster");
        }
    }

    static Plan of(NatsServerTest wanted) {
        return new Plan(
                wanted.lifecycle(),
                wanted.configuration(),
                wanted.file(),
                wanted.servers(),
                wanted.clusters(),
                wanted.tls(),
                wanted.operator(),
                () -> ReflectionSupport.newInstance(wanted.setup()));
    }

    /** A server as text and file have it. */
    ServerBuilder builder() {
        ServerBuilder builder = Dialtone.builder();
        if (!file.isEmpty() && !configuration.isEmpty()) {
            throw new ExtensionConfigurationException("configuration and file: only one of them can be given");
        }
        if (file.startsWith(CLASS_PATH)) {
            return builder.configuration(resource(file.substring(CLASS_PATH.length())));
        }
        return file.isEmpty() ? builder.configuration(configuration) : builder.configurationFile(Path.of(file));
    }

    private static String resource(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name)) {
            if (in == null) {
                throw new ExtensionConfigurationException("no configuration " + name + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
