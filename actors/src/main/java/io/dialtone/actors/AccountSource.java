package io.dialtone.actors;

import io.dialtone.accounts.AccountDefinition;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where an account can be had from that is not known yet. */
@FunctionalInterface
interface AccountSource {
    /** Completed with null when there is no such account. */
    CompletionStage<@Nullable AccountDefinition> load(String id);
}
