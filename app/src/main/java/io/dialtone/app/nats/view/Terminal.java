package io.dialtone.app.nats.view;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines that stay in their place and change. Where the output is no terminal, nothing is drawn again: whoever prints there prints once. The
 * cursor is hidden while there are lines and comes back at the end of the program, however that comes.
 */
public final class Terminal implements AutoCloseable {
    private static final String ESC = "\u001b[";
    private static final String HIDE_CURSOR = ESC + "?25l";
    private static final String SHOW_CURSOR = ESC + "?25h";
    private static final String TO_END_OF_LINE = ESC + "K";
    private static final String TO_END_OF_SCREEN = ESC + "J";
    private static final String HOME = ESC + "H";
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final int[] USUAL_SIZE = {24, 80};

    private final PrintStream out;
    private final boolean live;
    private final Thread restoring;
    private int drawn;

    private Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        this.restoring = new Thread(this::showCursor, "terminal-restore");
        if (live) {
            out.print(HIDE_CURSOR);
            Runtime.getRuntime().addShutdownHook(restoring);
        }
    }

    /** Where results go. */
    public static Terminal of(PrintStream out) {
        return new Terminal(out, isTerminal(STANDARD_OUTPUT));
    }

    /** Where remarks go. */
    public static Terminal ofRemarks(PrintStream err) {
        return new Terminal(err, isTerminal(STANDARD_ERROR));
    }

    /** One that draws whatever is behind it, or nothing. */
    public static Terminal of(PrintStream out, boolean live) {
        return new Terminal(out, live);
    }

    /** Java 21 cannot tell; every Unix has a program that can. */
    public static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lines and columns, as well as they can be found out. */
    public static int[] size() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            if (process.waitFor() == 0 && words.length == 2) {
                int[] size = {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
                return size[0] > 0 && size[1] > 0 ? size : USUAL_SIZE.clone();
            }
        } catch (IOException | NumberFormatException e) {
            // The usual size is as good a guess as any.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return USUAL_SIZE.clone();
    }

    public boolean isLive() {
        return live;
    }

    /** Draws lines in place of those drawn before. */
    public void redraw(List<String> lines) {
        if (!live) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(ESC).append(drawn).append("A\r");
        }
        lines.forEach(line -> text.append(line).append(TO_END_OF_LINE).append('\n'));
        text.append(TO_END_OF_SCREEN);
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    /** Draws lines from the top of the screen on. */
    public void page(List<String> lines) {
        if (!live) {
            return;
        }
        StringBuilder text = new StringBuilder(drawn == 0 ? ESC + "2J" : "").append(HOME);
        lines.forEach(line -> text.append(line).append(TO_END_OF_LINE).append('\n'));
        text.append(TO_END_OF_SCREEN);
        drawn = 1;
        out.print(text);
        out.flush();
    }

    private void showCursor() {
        out.print(SHOW_CURSOR);
        out.flush();
    }

    @Override
    public void close() {
        if (live) {
            showCursor();
            try {
                Runtime.getRuntime().removeShutdownHook(restoring);
            } catch (IllegalStateException e) {
                // The program is ending: the hook runs.
            }
        }
    }
}
