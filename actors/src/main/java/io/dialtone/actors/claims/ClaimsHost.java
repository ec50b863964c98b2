package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.streams.ServerLog;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the server does for the {@link ClaimsKeeper}, on whose event loop all of this is called. */
public interface ClaimsHost {
    /** Where things are said. */
    ServerLog log();

    /**
     * Lets definitions hold.
     *
     * @param gone ids of accounts that are no more
     * @return completed when they do, and what they import has been looked for; never fails
     */
    CompletionStage<Void> define(Collection<AccountDefinition> accounts, Set<String> gone);

    /**
     * Tells the users of an account what it is now.
     *
     * @return completed when they go by it
     */
    CompletionStage<Void> changed(AccountDefinition account);

    /**
     * Closes the connections of an account whose claims are over.
     *
     * @return completed when their ends have begun
     */
    CompletionStage<Void> expired(String account);

    /** Subscribes in the system account. */
    void subscribe(String subject, @Nullable String queue, Receiver receiver);

    /**
     * Publishes in the system account.
     *
     * @param reply empty for none
     * @return how many took it
     */
    int publish(String subject, String reply, byte[] payload);

    /** Writes the fields that events and answers have about this server. */
    void writeServer(JsonOut out);

    /** Eight characters that name this server in subjects. */
    String serverHash();

    /** Takes a message of the system account; on any event loop, so it must not wait. */
    @FunctionalInterface
    interface Receiver {
        /**
         * @param payload without headers
         * @return whether it counts as taken
         */
        boolean receive(String subject, String reply, byte[] payload);
    }
}
