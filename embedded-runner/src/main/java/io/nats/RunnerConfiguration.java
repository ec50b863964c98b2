package io.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a runner's server: a file and lines that are added to it, with ports filled in. {@code port: 1234} becomes the
 * runner's port, {@code port: <name>} the port of that name, or one that is free.
 */
final class RunnerConfiguration {
    private static final Pattern GIVEN = Pattern.compile(NatsRunnerUtils.PORT_REGEX);
    private static final Pattern NAMED = Pattern.compile(NatsRunnerUtils.PORT_MAPPED_REGEX);
    private static final int NATS_PORT = 4222;

    private final Map<String, Integer> ports;
    private final List<String> lines = new ArrayList<>();
    private final int userPort;
    private int depth;
    private boolean userPortUsed;
    private int natsPort = -1;

    /** @param given ports by name */
    RunnerConfiguration(Map<String, Integer> given) throws IOException {
        ports = new HashMap<>(given);
        int wanted = ports.getOrDefault(NatsRunnerUtils.CONFIG_PORT_KEY, -1);
        userPort = wanted > 0 ? wanted : NatsRunnerUtils.nextPort();
        ports.put(NatsRunnerUtils.CONFIG_PORT_KEY, wanted);
        ports.put(NatsRunnerUtils.USER_PORT_KEY, userPort);
        ports.put(NatsRunnerUtils.NON_NATS_PORT_KEY, -1);
    }

    void add(@Nullable Path file) throws IOException {
        if (file != null) {
            add(Files.readAllLines(file));
        }
    }

    void add(List<String> more) throws IOException {
        for (String line : more) {
            add(line);
        }
    }

    private void add(String line) throws IOException {
        String trimmed = line.strip();
        if (trimmed.endsWith("{")) {
            depth++;
        } else if (trimmed.startsWith("}")) {
            depth--;
        }
        Matcher named = NAMED.matcher(line);
        if (GIVEN.matcher(line).find()) {
            if (userPortUsed) {
                throw new IOException("Improper configuration, cannot assign port multiple times.");
            }
            userPortUsed = true;
            found(userPort);
            lines.add(NatsRunnerUtils.PORT_PROPERTY + userPort);
        } else if (named.find()) {
            int port = port(named.group(1));
            found(port);
            lines.add(line.replace("<" + named.group(1) + ">", Integer.toString(port)));
        } else {
            lines.add(line);
        }
    }

    private int port(String name) throws IOException {
        Integer known = ports.get(name);
        if (known == null) {
            known = NatsRunnerUtils.nextPort();
            ports.put(name, known);
        }
        return known;
    }

    private void found(int port) {
        if (depth == 0) {
            natsPort = port;
        } else {
            ports.put(NatsRunnerUtils.NON_NATS_PORT_KEY, port);
        }
    }

    /** Says where clients connect, if nothing has; afterwards it is complete. */
    void finish() {
        if (natsPort < 0) {
            natsPort = userPortUsed ? NATS_PORT : userPort;
            lines.add(NatsRunnerUtils.PORT_PROPERTY + natsPort);
        }
        ports.put(NatsRunnerUtils.NATS_PORT_KEY, natsPort);
    }

    List<String> lines() {
        return lines;
    }

    Map<String, Integer> ports() {
        return ports;
    }

    /** Writes it to a file that is deleted with the JVM. */
    Path write() throws IOException {
        Path file = Files.createTempFile(NatsRunnerUtils.CONF_FILE_PREFIX, NatsRunnerUtils.CONF_FILE_EXT);
        file.toFile().deleteOnExit();
        return Files.write(file, lines);
    }
}
