package io.dialtone.actors;

import io.dialtone.actors.links.LeafView;
import io.dialtone.streams.CloseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a limit of an account counts of this server: its clients and leaf links, as they are at one moment. Any thread. */
final class AccountConnections {
    private static final String TOO_MANY = "maximum account active connections exceeded";
    private static final Comparator<One> BY_AGE =
            Comparator.comparing(One::start).thenComparingLong(One::cid);

    private final List<One> oldestFirst = new ArrayList<>();

    /**
     * A client or a leaf link.
     *
     * @param client null: a leaf link
     * @param leaf null: a client
     */
    private record One(
            Instant start,
            long cid,
            @Nullable ConnectionInfoCard client,
            @Nullable LeafView leaf) {
        void end() {
            if (client != null) {
                client.tell(new Connection.Close(CloseReason.MAX_ACCOUNT_CONNECTIONS, TOO_MANY));
            }
            if (leaf != null) {
                leaf.close(CloseReason.MAX_ACCOUNT_CONNECTIONS, TOO_MANY);
            }
        }
    }

    private AccountConnections() {}

    static AccountConnections of(ServerContext server, Account account) {
        AccountConnections all = new AccountConnections();
        for (ConnectionInfoCard card : server.connections().of(account)) {
            all.oldestFirst.add(new One(card.start(), card.cid(), card, null));
        }
        for (LeafView leaf : server.leafs().leafs()) {
            if (leaf.account().equals(account.name())) {
                all.oldestFirst.add(new One(leaf.started(), leaf.cid(), null, leaf));
            }
        }
        all.oldestFirst.sort(BY_AGE);
        return all;
    }

    /**
     * Ends all but the oldest.
     *
     * @param most that may stay, below 0 for any number
     * @return the clients that stay, the oldest first
     */
    List<ConnectionInfoCard> keepOldest(int most) {
        if (most >= 0 && most < oldestFirst.size()) {
            endNewest(oldestFirst.size() - most);
        }
        return oldestFirst.stream()
                .limit(most < 0 ? Long.MAX_VALUE : most)
                .map(One::client)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Ends the newest. */
    void endNewest(long count) {
        endNewest(oldestFirst, count);
    }

    /** Ends the newest of the leaf links. */
    void endNewestLeafs(long count) {
        endNewest(oldestFirst.stream().filter(one -> one.leaf() != null).toList(), count);
    }

    private static void endNewest(List<One> oldestFirst, long count) {
        oldestFirst.stream()
                .skip(Math.max(0, oldestFirst.size() - Math.max(0, count)))
                .forEach(One::end);
    }
}
