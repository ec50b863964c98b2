package io.dialtone.actors.links;

import io.dialtone.routing.LinkKind;
import io.dialtone.streams.LinkAccount;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A link, as message tracing has to do with it. On its event loop.
 *
 * @param cid number of the connection
 * @param peer name of the other server
 * @param rights what the other server may publish to
 * @param refuse tells the other server of a refusal, with the text of an {@code -ERR}
 * @param label how log lines begin
 */
public record TracedLink(
        LinkKind kind,
        long cid,
        String peer,
        LinkAccount.SubjectFilter rights,
        Consumer<String> refuse,
        Supplier<String> label) {}
