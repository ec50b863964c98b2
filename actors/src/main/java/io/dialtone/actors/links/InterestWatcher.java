package io.dialtone.actors.links;

import io.dialtone.routing.InterestChange;
import java.util.List;

/** Hears of every change of interest, of all accounts: this server's clients' and other servers'. */
public interface InterestWatcher {
    /**
     * Interest has changed. Called on the loop of the slice's owner, in the order of the changes of that slice; must not wait.
     */
    void changed(LinkedAccount account, List<InterestChange> changes);

    /** There is an account that was not there before. Any thread. */
    default void made(LinkedAccount account) {}

    /** An account is something else now: its limits, mappings or users. Any thread. */
    default void redefined(LinkedAccount account) {}

    /** The claims of an account have come to their end. Any thread. */
    default void expired(LinkedAccount account) {}
}
