package io.dialtone.actors.claims;

import io.dialtone.accounts.resolver.DirectoryStore;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of the system account by which claims are asked for and come in. Subscribed to for good, though what comes there may be
 * nobody's after a reload. Belongs to the {@link ClaimsKeeper}.
 */
final class ClaimSubjects {
    /** Where messages come in. */
    enum Kind {
        UPDATE,
        ACCOUNT_UPDATE,
        LOOKUP,
        LOOKUP_ANSWER,
        LIST,
        PACK,
        PACK_ANSWER,
        DELETE
    }

    /** A message of the system account. */
    record Request(Kind what, String subject, String reply, byte[] payload) implements ClaimsKeeper.Command {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The account that the subject names: two tokens before its end. */
        String account() {
            String[] tokens = subject.split("\\.", -1);
            return tokens[tokens.length - 3];
        }
    }

    private final OperatorMode mode;
    private final ClaimsHost host;
    private final AccountLookup lookup;
    private final String packInbox;
    private final Consumer<Request> to;
    private final Set<Kind> served = EnumSet.noneOf(Kind.class);

    ClaimSubjects(OperatorMode mode, ClaimsHost host, AccountLookup lookup, Consumer<Request> to) {
        this.mode = mode;
        this.host = host;
        this.lookup = lookup;
        this.packInbox = AccountLookup.inbox(host.serverHash());
        this.to = to;
    }

    /** Where others answer with what this server lacks. */
    String packInbox() {
        return packInbox;
    }

    boolean isServing() {
        return !served.isEmpty();
    }

    /** Serves what the resolver, as it is now, has to do with. */
    void serve() {
        on(Kind.ACCOUNT_UPDATE, null, "$SYS.REQ.ACCOUNT.*.CLAIMS.UPDATE", "$SYS.ACCOUNT.*.CLAIMS.UPDATE");
        DirectoryStore store = mode.directory();
        if (store == null) {
            return;
        }
        on(Kind.UPDATE, null, "$SYS.REQ.CLAIMS.UPDATE");
        on(Kind.LIST, null, "$SYS.REQ.CLAIMS.LIST");
        on(Kind.DELETE, null, "$SYS.REQ.CLAIMS.DELETE");
        on(Kind.LOOKUP_ANSWER, null, lookup.pattern());
        if (!mode.isFull()) {
            host.log().notice("Managing some jwt in exclusive directory " + store.directory());
            return;
        }
        on(Kind.LOOKUP, null, "$SYS.REQ.ACCOUNT.*.CLAIMS.LOOKUP");
        on(Kind.PACK, "responder", "$SYS.REQ.CLAIMS.PACK");
        on(Kind.PACK_ANSWER, null, packInbox);
        host.log().notice("Managing all jwt in exclusive directory " + store.directory());
    }

    private void on(Kind what, @Nullable String queue, String... subjects) {
        if (!served.add(what)) {
            return;
        }
        boolean own = what == Kind.LOOKUP || what == Kind.PACK;
        for (String subject : subjects) {
            host.subscribe(subject, queue, (actual, reply, payload) -> {
                if (!isServed(what) || own && (lookup.isOwn(reply) || reply.equals(packInbox))) {
                    return false;
                }
                to.accept(new Request(what, actual, reply, payload));
                return true;
            });
        }
    }

    /** Whether the resolver is of a kind that has to do with such messages. On any thread. */
    private boolean isServed(Kind what) {
        return switch (what) {
            case ACCOUNT_UPDATE -> true;
            case UPDATE, LIST, DELETE, LOOKUP_ANSWER -> mode.directory() != null;
            case LOOKUP, PACK, PACK_ANSWER -> mode.isFull();
        };
    }
}
