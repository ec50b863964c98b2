package io.nats;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes to the standard output; errors to the standard error stream. */
public class ConsoleOutput implements Output {
    private volatile Level least = Level.INFO;

    @Override
    public void setLevel(Level level) {
        least = level;
    }

    private boolean writes(Level level) {
        return level.intValue() >= least.intValue() && least != Level.OFF;
    }

    @Override
    public void error(Supplier<String> text) {
        if (writes(Level.SEVERE)) {
            System.err.println(text.get());
        }
    }

    @Override
    public void error(String text) {
        error(() -> text);
    }

    @Override
    public void warning(Supplier<String> text) {
        if (writes(Level.WARNING)) {
            System.out.println(text.get());
        }
    }

    @Override
    public void warning(String text) {
        warning(() -> text);
    }

    @Override
    public void info(Supplier<String> text) {
        if (writes(Level.INFO)) {
            System.out.println(text.get());
        }
    }

    @Override
    public void info(String text) {
        info(() -> text);
    }

    @Override
    public boolean isLogger() {
        return false;
    }

    @Override
    public @Nullable Logger getLogger() {
        return null;
    }
}
