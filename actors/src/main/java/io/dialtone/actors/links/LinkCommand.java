package io.dialtone.actors.links;

import io.dialtone.conf.Options;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a server asks of whoever links it with others. */
public sealed interface LinkCommand {
    /**
     * Accounts are there: bind the listeners and begin to dial.
     *
     * @param ready completed when others can connect; failed, with a message for the log, when a port cannot be had
     */
    record Start(CompletableFuture<@Nullable Void> ready) implements LinkCommand {}

    /**
     * Other options hold.
     *
     * @param done completed when they are in effect
     */
    record Reload(Options before, Options now, CompletableFuture<@Nullable Void> done) implements LinkCommand {}

    /** The server retires; links stay, others are told. */
    enum LameDuck implements LinkCommand {
        INSTANCE
    }

    /**
     * The server ends.
     *
     * @param done completed when all links are closed
     */
    record Stop(CompletableFuture<@Nullable Void> done) implements LinkCommand {}
}
