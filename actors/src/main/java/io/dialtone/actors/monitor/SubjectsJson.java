package io.dialtone.actors.monitor;

import io.dialtone.streams.SubjectRate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document of {@code /topz}, which is Dialtone's own. Any thread. */
public final class SubjectsJson {
    private static final double TENTHS = 10;

    private SubjectsJson() {}

    /**
     * @param busiest null where they are not counted
     * @param limit how many are shown
     */
    public static JsonBody document(
            ServerIdentity identity, Instant now, @Nullable List<SubjectRate> busiest, int limit) {
        return out -> out.object(() -> {
            out.field("server_id", identity.id());
            out.field("now", now);
            out.field("enabled", busiest != null);
            if (busiest != null) {
                out.array("subjects", busiest.stream().limit(limit).toList(), SubjectsJson::subject);
            }
        });
    }

    private static void subject(JsonOut out, SubjectRate rate) {
        out.object(() -> {
            out.field("account", rate.account());
            out.field("subject", new String(rate.subject(), StandardCharsets.UTF_8));
            out.field("msgs_per_second", Math.round(rate.messagesPerSecond() * TENTHS) / TENTHS);
        });
    }
}
