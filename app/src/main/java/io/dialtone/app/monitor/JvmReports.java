package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.actors.monitor.JvmFigures;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the JVM tells of itself, as the pages of Go's own diagnostics have it. */
final class JvmReports {

    private JvmReports() {}

    /** Every thread with its state and stack. */
    static String stacks() {
        return JvmFigures.stacks();
    }

    /** {@code /debug/vars}: one variable a line, as Go's expvar prints them. */
    static String expvars(List<String> commandLine) {
        JsonBody words = out -> out.elements(ShownCommandLine.redacted(commandLine), JsonOut::string);
        return "{\n\"cmdline\": " + text(words) + ",\n\"memstats\": " + text(JvmFigures::memory) + "\n}\n";
    }

    private static String text(JsonBody body) {
        return new String(body.compact(), StandardCharsets.UTF_8);
    }
}
