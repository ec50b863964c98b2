package io.dialtone.embedded.junit;

import java.util.List;

/** What is shown of servers when a test fails. */
final class FailureReport {
    private FailureReport() {}

    static void print(String why, List<String> lines) {
        StringBuilder text =
                new StringBuilder("---- NATS server log: ").append(why).append(" ----\n");
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("---- end of NATS server log ----");
        System.err.println(text);
    }
}
