package io.dialtone.actors.monitor;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a health probe.
 *
 * @param code as an HTTP status
 * @param status {@code ok}, {@code error} or {@code unavailable}
 * @param problem null when all is well
 */
public record HealthReport(
        int code, String status, @Nullable Problem problem) {

    /** Everything works. */
    public static final HealthReport OK = new HealthReport(200, "ok", null);

    /** What is wrong: a kind such as {@code CONNECTION}, and the text. */
    public record Problem(String type, String error) {}

    /** The answer of a server that has no JetStream configured. */
    public static HealthReport of(HealthQuery query, Readiness readiness) {
        if (query.account().isEmpty() && !query.stream().isEmpty()) {
            return badRequest("\"account\" must not be empty when checking stream health");
        }
        if (query.stream().isEmpty() && !query.consumer().isEmpty()) {
            return badRequest("\"stream\" must not be empty when checking consumer health");
        }
        if (!readiness.isReady()) {
            return new HealthReport(
                    500, "error", new Problem("CONNECTION", "failed to be ready for connections after 1ms: server"));
        }
        return OK;
    }

    private static HealthReport badRequest(String error) {
        return new HealthReport(400, "error", new Problem("BAD_REQUEST", error));
    }
}
