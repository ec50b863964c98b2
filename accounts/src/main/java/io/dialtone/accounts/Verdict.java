package io.dialtone.accounts;

/** What became of an attempt to be let in. */
public sealed interface Verdict {

    /**
     * Let in.
     *
     * @param user who it is
     * @param detail for the log at debug level; empty: nothing to say
     */
    record Accepted(UserIdentity user, String detail) implements Verdict {}

    /**
     * Not let in. The client is told no more than {@code Authorization Violation}.
     *
     * @param reason what the monitoring shows as the reason of the close
     * @param detail for the log at debug level; empty: nothing to say
     */
    record Rejected(Reason reason, String detail) implements Verdict {}

    /** Why a connection was closed. */
    enum Reason {
        /** The credentials are not good. */
        AUTHENTICATION_FAILURE,
        /** The signature of a proxy is not one of those trusted. */
        PROXY_NOT_TRUSTED,
        /** The user may only come through a trusted proxy. */
        PROXY_REQUIRED
    }
}
