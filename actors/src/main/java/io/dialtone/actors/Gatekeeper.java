package io.dialtone.actors;

import org.jspecify.annotations.Nullable;

/**
 * Who may connect, as the configuration says now. Immutable and for any thread; a reload makes a new one.
 */
public interface Gatekeeper {
    /** What a connection shows. */
    record Request(ConnectMessage connect, ConnectionInfoCard card) {}

    /**
     * What comes of it.
     *
     * @param rights null for a refusal
     * @param reason of the refusal, for the log
     */
    record Decision(@Nullable UserRights rights, String reason) {
        static Decision granted(UserRights rights) {
            return new Decision(rights, "");
        }

        static Decision refused(String reason) {
            return new Decision(null, reason);
        }
    }

    /** Whether credentials are owed. */
    boolean isRequired();

    /** Whether the check takes so long that it must not run on an event loop. */
    boolean isSlow(Request request);

    /** Checks credentials. */
    Decision check(Request request);

    /** The rights of a connection that began without CONNECT although credentials are owed; null for none. */
    @Nullable
    UserRights withoutCredentials(ConnectionInfoCard card);

    /** The rights of everybody where no credentials are owed; null when they are. */
    @Nullable
    UserRights anybody();

    /**
     * The rights now of a connection that was let in under earlier rules, without checking a password again that has not
     * changed; null when it must go.
     */
    @Nullable
    UserRights recheck(Request request, @Nullable UserRights before);
}
