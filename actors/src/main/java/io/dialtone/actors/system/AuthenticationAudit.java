package io.dialtone.actors.system;

import io.dialtone.actors.monitor.ClientInfo;

/**
 * Who was let in, who was not, and who had to go because of what may be: told of each client and leaf node, whether or not
 * anybody listens in the system account. Called on the thread of the connection concerned.
 */
public interface AuthenticationAudit {
    /** Keeps no books. */
    AuthenticationAudit NONE = new AuthenticationAudit() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public void record(Outcome outcome, ClientInfo who, String reason) {
            // nobody wants to know
        }
    };

    /** What came of it. */
    enum Outcome {
        /** Let in, or let stay by the rules of a reload. */
        ACCEPTED,
        /** Not let in. */
        REFUSED,
        /** Was in, and had to go: expired, revoked, sent away, or one too many. */
        ENDED
    }

    /** Whether anything is written down at all; where not, nothing is gathered either. */
    boolean isKept();

    /**
     * One decision.
     *
     * @param who its token must not be written down: it may be all that is needed to get in
     * @param reason in the words of monitoring; empty for who was accepted
     */
    void record(Outcome outcome, ClientInfo who, String reason);
}
