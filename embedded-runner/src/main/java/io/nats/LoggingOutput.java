package io.nats;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes to a logger of the JDK. */
public class LoggingOutput implements Output {
    private final Logger logger;

    public LoggingOutput(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void setLevel(Level level) {
        logger.setLevel(level);
    }

    @Override
    public void error(Supplier<String> text) {
        logger.severe(text);
    }

    @Override
    public void error(String text) {
        logger.severe(text);
    }

    @Override
    public void warning(Supplier<String> text) {
        logger.warning(text);
    }

    @Override
    public void warning(String text) {
        logger.warning(text);
    }

    @Override
    public void info(Supplier<String> text) {
        logger.info(text);
    }

    @Override
    public void info(String text) {
        logger.info(text);
    }

    @Override
    public boolean isLogger() {
        return true;
    }

    @Override
    public Logger getLogger() {
        return logger;
    }
}
