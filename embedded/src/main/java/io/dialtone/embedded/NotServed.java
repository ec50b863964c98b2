package io.dialtone.embedded;

import io.dialtone.conf.Options;
import java.util.ArrayList;
import java.util.List;

/** What a configuration may ask for that belongs to a server process, and that a server inside another program does not do. */
final class NotServed {
    private NotServed() {}

    /** One line each. */
    static List<String> in(Options options) {
        List<String> lines = new ArrayList<>();
        note(
                lines,
                options.monitoring().httpPort() != 0 || options.monitoring().httpsPort() != 0,
                "monitoring over HTTP");
        note(lines, !options.process().pidFile().isEmpty(), "pid_file");
        note(lines, !options.process().portsFileDir().isEmpty(), "ports_file_dir");
        note(lines, options.process().reloadOnChange().isPositive(), "reload_on_change");
        note(lines, !options.logging().logFile().isEmpty(), "log_file");
        note(lines, options.logging().syslog(), "syslog");
        note(lines, options.openTelemetry().isOn(), "opentelemetry");
        return lines;
    }

    private static void note(List<String> lines, boolean asked, String what) {
        if (asked) {
            lines.add(what + " has no effect in an embedded server");
        }
    }
}
