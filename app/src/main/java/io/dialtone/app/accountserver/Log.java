package io.dialtone.app.accountserver;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line for each thing that happened. */
final class Log {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuu/MM/dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final Clock clock;
    private final long pid = ProcessHandle.current().pid();

    Log(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void info(String text) {
        line("[INF] ", text);
    }

    void error(String text) {
        line("[ERR] ", text);
    }

    /** What others sent must not draw on the screen of who reads the log. */
    private void line(String level, String text) {
        out.println(
                "[" + pid + "] " + STAMP.format(clock.instant()) + " " + level + text.replaceAll("\\p{Cntrl}", " "));
        out.flush();
    }
}
