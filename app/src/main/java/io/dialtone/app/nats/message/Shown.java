package io.dialtone.app.nats.message;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of a message is printed, and how. */
final class Shown {
    @Option(
            names = {"-r", "--raw"},
            description = "Print the payloads and nothing else.")
    boolean raw;

    @Option(
            names = {"-j", "--json"},
            description = "Print a JSON object for each message.")
    boolean json;

    @Option(names = "--headers-only", description = "Print headers, not payloads.")
    boolean headersOnly;

    @Option(names = "--subjects-only", description = "Print subjects, not what was sent to them.")
    boolean subjectsOnly;

    @Option(
            names = {"-t", "--timestamp"},
            description = "Print the time of each message.")
    boolean timestamp;

    @Option(
            names = {"-d", "--delta-time"},
            description = "Print the time since the start.")
    boolean deltaTime;

    @Option(
            names = "--dump",
            paramLabel = "DIRECTORY",
            description =
                    "Write each message to a file; with - print payloads with a zero byte behind each, for xargs -0.")
    @Nullable
    String dump;

    @Option(names = "--translate", paramLabel = "COMMAND", description = "Print what this program makes of a payload.")
    String translate = "";

    /** Whether there may be remarks between the messages. */
    boolean isTalkative() {
        return !raw && !json && !"-".equals(dump);
    }
}
