package io.dialtone.accounts.operator;

import io.dialtone.accounts.ClaimedUser;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.accounts.Verdict;
import io.dialtone.accounts.jwt.UserClaims;

/** What became of an attempt to be let in with the claims of a user, or how far it got. */
public sealed interface Admission {
    /**
     * The claims may be good; what the account says has to be looked at.
     *
     * @param token as shown, or the default one
     * @param claims what it says
     * @param throughProxy whether the client came through a trusted proxy
     */
    record Pending(String token, UserClaims claims, boolean throughProxy) implements Admission {
        /** Public key of the account. */
        public String account() {
            return claims.accountId();
        }

        @Override
        public String toString() {
            return "Pending[" + claims.subject() + "]";
        }
    }

    /**
     * Let in.
     *
     * @param detail for the log at debug level
     */
    record Admitted(UserIdentity user, ClaimedUser claimed, String detail) implements Admission {}

    /**
     * Not let in. The client is told no more than {@code Authorization Violation}.
     *
     * @param detail for the log; empty: nothing to say
     * @param isError whether the log shows it as an error, not at debug level alone
     * @param isPinned whether the account is none of those pinned
     */
    record Refused(Verdict.Reason reason, String detail, boolean isError, boolean isPinned) implements Admission {
        static Refused because(String detail) {
            return new Refused(Verdict.Reason.AUTHENTICATION_FAILURE, detail, false, false);
        }
    }
}
