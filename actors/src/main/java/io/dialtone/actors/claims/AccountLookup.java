package io.dialtone.actors.claims;

import io.dialtone.routing.Base62;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other servers for accounts, and whoever else answers in the system account. Belongs to the {@link ClaimsKeeper}.
 */
final class AccountLookup {
    private static final int LETTER_COUNT = 8;

    private final ClaimsHost host;
    private final String inbox;
    /** Accounts asked for, by the subject their answers come to. */
    private final Map<String, String> asked = new HashMap<>();

    AccountLookup(ClaimsHost host) {
        this.host = host;
        this.inbox = inbox(host.serverHash()) + ".";
    }

    /** A subject for answers that nobody can guess. */
    static String inbox(String serverHash) {
        return "$SYS._INBOX." + serverHash + "." + letters();
    }

    private static String letters() {
        return Base62.random(ThreadLocalRandom.current(), LETTER_COUNT);
    }

    /** Where all answers come to. */
    String pattern() {
        return inbox + "*";
    }

    /** Whether a request is one of ours, that we need not answer. */
    boolean isOwn(String reply) {
        return reply.startsWith(inbox);
    }

    /** Asks; returns whether there is anybody who might answer. */
    boolean ask(String account) {
        String reply = inbox + letters();
        asked.put(reply, account);
        if (host.publish("$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP", reply, new byte[0]) > 0) {
            return true;
        }
        asked.remove(reply);
        return false;
    }

    /** The account that an answer is about; null when it comes too late. */
    @Nullable
    String answered(String reply) {
        return asked.get(reply);
    }

    /** No more answers are wanted. */
    void over(String account) {
        asked.values().removeIf(account::equals);
    }
}
