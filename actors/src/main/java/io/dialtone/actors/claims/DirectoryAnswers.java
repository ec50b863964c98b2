package io.dialtone.actors.claims;

import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.ResolverException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What a directory answers to those who want to know what is in it. Each call reads files, so it runs on {@link OperatorMode#files}; what
 * it returns is to be run on the event loop.
 */
final class DirectoryAnswers {
    private static final byte[] NOTHING = {};

    private final ClaimsHost host;

    DirectoryAnswers(ClaimsHost host) {
        this.host = host;
    }

    /** The accounts that are kept. */
    Runnable list(DirectoryStore store, String reply) throws ResolverException {
        Set<String> accounts = store.all().keySet();
        return () -> {
            host.log().debug(() -> "list request responded with " + accounts.size() + " account ids");
            host.publish(reply, "", ClaimsJson.list(accounts, host));
        };
    }

    /** The token of an account; nothing when there is none. */
    Runnable look(DirectoryStore store, String account, String reply) {
        byte[] token;
        try {
            token = store.fetch(account).getBytes(StandardCharsets.UTF_8);
        } catch (ResolverException e) {
            host.log().debug(() -> "DirResolver - Could not find account \"" + account + "\"");
            token = NOTHING;
        }
        byte[] found = token;
        return () -> host.publish(reply, "", found);
    }

    /** All tokens and then nothing; nothing at once for who has the same. */
    Runnable pack(DirectoryStore store, byte[] hash, String reply) throws ResolverException {
        Map<String, String> tokens = Arrays.equals(store.hash(), hash) ? Map.of() : store.all();
        return () -> {
            tokens.forEach((account, token) ->
                    host.publish(reply, "", (account + "|" + token).getBytes(StandardCharsets.UTF_8)));
            host.publish(reply, "", NOTHING);
        };
    }

    /** Asks another server for what it has more. */
    Runnable ask(DirectoryStore store, String inbox) {
        byte[] hash = store.hash();
        return () -> host.publish("$SYS.REQ.CLAIMS.PACK", inbox, hash);
    }
}
