package io.dialtone.actors.system;

import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.actors.monitor.JvmFigures;
import io.dialtone.conf.GoDuration;
import io.dialtone.streams.GoQuote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * What is asked of a Go process and only partly makes sense of a JVM: the stacks of its threads stand in for the profile of
 * goroutines; the other profiles do not exist here.
 */
final class ProcessProfile {
    private static final long LONGEST_NANOS = Duration.ofSeconds(15).toNanos();

    private ProcessProfile() {}

    /**
     * The profile of this name.
     *
     * @param nanos for how long to measure, where that takes time
     */
    static JsonBody of(String name, long nanos) {
        if (name.isEmpty()) {
            return problem("Profile name not specified");
        }
        if (name.equals("cpu") && (nanos <= 0 || nanos > LONGEST_NANOS)) {
            return problem("Duration " + GoDuration.format(Duration.ofNanos(nanos)) + " should be between 0s and 15s");
        }
        if (!name.equals("goroutine")) {
            return problem("Profile " + GoQuote.quote(name) + " not found");
        }
        byte[] stacks = JvmFigures.stacks().getBytes(StandardCharsets.UTF_8);
        return out -> out.object(() -> out.field("profile", Base64.getEncoder().encodeToString(stacks)));
    }

    private static JsonBody problem(String words) {
        return out -> out.object(() -> {
            out.nullField("profile");
            out.field("error", words);
        });
    }

    /** Figures of the memory, and the command line. */
    static JsonBody variables(List<String> commandLine) {
        return out -> out.object(() -> {
            out.named("memstats", JvmFigures::memory);
            out.array("cmdline", commandLine, JsonOut::string);
        });
    }
}
