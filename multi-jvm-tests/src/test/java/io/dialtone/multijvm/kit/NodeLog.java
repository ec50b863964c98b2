package io.dialtone.multijvm.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a node wrote, over all its starts. */
public final class NodeLog {

    /** Peers that start later, or have ended, cannot be dialled: every server says so, and that is right. */
    static final String PEER_AWAY =
            "Error (trying to connect to route|connecting to (explicit|implicit) gateway|trying to"
                    + " connect as leafnode to remote server).*(connection refused|connection reset|i/o timeout|no such host)";

    /** A machine with more to do than it has processors makes a server wait: it gives up and comes again. */
    static final String MACHINE_BUSY =
            "Authentication Timeout|Did not receive INFO in time|did not receive .* in time|Stale ";

    /** What servers say of connections that a fault has ended. */
    static final String LINK_LOST = "(read|write|flushing|Error).*(connection reset by peer|broken pipe|EOF)";

    private static final Pattern ERROR =
            Pattern.compile("\\[(ERR|FTL)]|^panic:|^goroutine \\d|^\\s+at .+\\(.+\\.java:\\d+\\)");

    private final Path file;

    NodeLog(Path file) {
        this.file = file;
    }

    /** All of it; empty before the first start. */
    public String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that tell of an error which none of these expressions allows. */
    List<String> errorsBut(List<String> allowed) {
        List<Pattern> patterns = allowed.stream().map(Pattern::compile).toList();
        return text().lines()
                .filter(line -> ERROR.matcher(line).find())
                .filter(line -> patterns.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .toList();
    }

    int count(String text) {
        return text().split(Pattern.quote(text), -1).length - 1;
    }
}
