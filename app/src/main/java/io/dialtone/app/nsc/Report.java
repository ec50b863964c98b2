package io.dialtone.app.nsc;

import java.io.PrintStream;

/** Tells what was done, one line each: {@code [ OK ] ...}, {@code [WARN] ...}, {@code [ERR ] ...}. Not for several threads. */
final class Report {
    private static final int STEP = 7;

    private final PrintStream out;
    private int depth;
    private int errors;

    Report(PrintStream out) {
        this.out = out;
    }

    void ok(String text) {
        line("[ OK ] ", text);
    }

    void warn(String text) {
        line("[WARN] ", text);
    }

    void error(String text) {
        errors++;
        line("[ERR ] ", text);
    }

    /** What follows belongs to the line before, until {@link #leave}. */
    void enter() {
        depth++;
    }

    void leave() {
        depth--;
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** Fails the command when something went wrong on the way. */
    void finish() throws NscException {
        if (errors > 0) {
            throw new NscException(errors == 1 ? "1 job failed" : errors + " jobs failed");
        }
    }

    private void line(String mark, String text) {
        out.print(" ".repeat(depth * STEP) + mark + text + "\n");
    }
}
