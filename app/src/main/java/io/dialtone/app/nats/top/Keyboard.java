package io.dialtone.app.nats.top;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as they are pressed, without a line feed behind them. The terminal is as before when this is closed, or the program ends. */
final class Keyboard implements AutoCloseable {
    private final @Nullable String before;
    private final Thread restoring = new Thread(this::restore, "keyboard-restore");

    private Keyboard(@Nullable String before) {
        this.before = before;
        if (before != null) {
            Runtime.getRuntime().addShutdownHook(restoring);
        }
    }

    /** Does nothing where there is no terminal to type at. */
    static Keyboard open() {
        String before = stty("-g");
        if (before != null && stty("-icanon", "-echo", "min", "1") == null) {
            before = null;
        }
        return new Keyboard(before);
    }

    /** One that nobody types at. */
    static Keyboard none() {
        return new Keyboard(null);
    }

    boolean isThere() {
        return before != null;
    }

    /** What it printed; null when it failed. */
    private static @Nullable String stty(String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            command.add("stty");
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? text : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void restore() {
        if (before != null) {
            // There is nobody to be told that it did not work.
            stty(before);
        }
    }

    @Override
    public void close() {
        restore();
        if (before != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(restoring);
            } catch (IllegalStateException e) {
                // The program is ending: the hook runs.
            }
        }
    }
}
