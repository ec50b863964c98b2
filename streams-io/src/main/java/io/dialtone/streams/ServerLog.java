package io.dialtone.streams;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;

/**
 * The log of one broker: nats-server's five kinds of line, given to the SLF4J logger {@value #LOGGER}. Debug and trace are
 * switched per broker, since several may run in one process.
 */
public final class ServerLog {
    /** The name of the SLF4J logger. */
    public static final String LOGGER = "dialtone";

    /** Marks the lines after which the process ends. */
    public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

    private final Logger logger;
    private volatile boolean debug;
    private volatile boolean trace;
    private volatile boolean traceVerbose;
    private volatile @Nullable RecentLines recent;

    /** A log that goes to the SLF4J logger of that name. */
    public ServerLog() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    /** A log that goes elsewhere, for a program that keeps those of its brokers apart. */
    public ServerLog(Logger logger) {
        this.logger = logger;
    }

    /** Switches the verbose kinds on or off. */
    public void levels(boolean newDebug, boolean newTrace, boolean newTraceVerbose) {
        debug = newDebug;
        trace = newTrace;
        traceVerbose = newTraceVerbose;
    }

    /** Keeps the newest lines that are no debugging from now on, for those who look at the server from outside. */
    public void keepRecent(int lines) {
        recent = new RecentLines(lines);
    }

    /** What was kept, the oldest first; nothing unless {@link #keepRecent} asked for it. */
    public List<RecentLines.Line> recent() {
        RecentLines kept = recent;
        return kept == null ? List.of() : kept.all();
    }

    private void keep(Level level, String line) {
        RecentLines kept = recent;
        if (kept != null) {
            kept.add(level, line);
        }
    }

    public boolean isDebug() {
        return debug;
    }

    public boolean isTrace() {
        return trace;
    }

    /** Whether the traffic of the server's own clients is traced, too. */
    public boolean isTraceVerbose() {
        return traceVerbose;
    }

    public void notice(String line) {
        keep(Level.INFO, line);
        logger.info(line);
    }

    public void warn(String line) {
        keep(Level.WARN, line);
        logger.warn(line);
    }

    public void error(String line) {
        keep(Level.ERROR, line);
        logger.error(line);
    }

    public void fatal(String line) {
        keep(Level.ERROR, line);
        logger.error(FATAL, line);
    }

    public void debug(Supplier<String> line) {
        if (debug) {
            logger.debug(line.get());
        }
    }

    public void trace(Supplier<String> line) {
        if (trace) {
            logger.trace(line.get());
        }
    }
}
