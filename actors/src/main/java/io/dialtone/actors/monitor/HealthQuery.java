package io.dialtone.actors.monitor;

/**
 * What a health probe asks about. Without JetStream only the names matter, which must be complete.
 *
 * @param details whether every error is listed with its kind, rather than the first as text
 */
public record HealthQuery(
        boolean jsEnabled,
        boolean jsEnabledOnly,
        boolean jsServerOnly,
        boolean jsMetaOnly,
        String account,
        String stream,
        String consumer,
        boolean details) {

    /** The plain probe. */
    public static final HealthQuery DEFAULT = new HealthQuery(false, false, false, false, "", "", "", false);
}
