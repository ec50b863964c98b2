package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.routing.ByteText;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Tells the other end of an inbound gateway of the interest of this cluster: of each account first all there is, between two
 * commands, then each change. Part of its {@link GatewayLink}, on its loop.
 *
 * <p>What changes while all there is is being collected is put behind it, so that the last word is right; to say a thing twice does
 * no harm.
 */
final class InterestTeller {
    private final LinkWire wire;
    private final String ownName;
    private final String peerName;
    /** Accounts of which all was told, or is being collected; monitoring reads it. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Accounts that are not known here, of which the other end has heard. */
    private final Set<String> refused = new HashSet<>();

    private final Map<String, Bracket> open = new HashMap<>();

    /** All interest of one account, as far as it has been collected. */
    private static final class Bracket {
        private final ByteArrayOutputStream queues = new ByteArrayOutputStream();
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    }

    InterestTeller(LinkWire wire, String ownName, String peerName) {
        this.wire = wire;
        this.ownName = ownName;
        this.peerName = peerName;
    }

    /**
     * Begins to tell of an account.
     *
     * @param announce has {@link #announce} called, on the link's loop; any thread
     * @param complete has {@link #complete} called behind all of those
     */
    void begin(LinkedAccount account, BiConsumer<String, ClusterInterest> announce, Consumer<String> complete) {
        if (!known.add(account.id())) {
            return;
        }
        refused.remove(account.id());
        logSwitch(account.id(), "");
        open.put(account.id(), new Bracket());
        InterestWatcher collect =
                (which, changes) -> announce.accept(which.id(), ClusterInterest.of(which.id(), changes));
        account.snapshot(collect).whenComplete((done, failure) -> complete.accept(account.id()));
    }

    /** Something has come of an account that is not known here: nothing more is to come, until there is interest in it. */
    void refuse(String account) {
        if (!known.contains(account) && refused.add(account) && !wire.isClosing()) {
            wire.sendLines(ByteText.bytes("A- " + account + "\r\n"));
        }
    }

    /** Interest has changed. */
    void announce(String account, ClusterInterest changes) {
        Bracket collecting = open.get(account);
        if (collecting != null) {
            collecting.queues.writeBytes(changes.queues());
            collecting.plain.writeBytes(changes.plain());
        } else if (known.contains(account)) {
            say(changes.queues());
            say(changes.plain());
        }
        // Of any other account all will be told.
    }

    /** All there is has been collected. */
    void complete(String account) {
        Bracket collected = open.remove(account);
        if (collected == null || wire.isClosing()) {
            return;
        }
        say(collected.queues.toByteArray());
        wire.info(GatewayNews.interestBegins(ownName, account), InfoEnding.BARE);
        say(collected.plain.toByteArray());
        wire.info(GatewayNews.interestComplete(ownName, account), InfoEnding.BARE);
        logSwitch(account, " complete");
    }

    private void say(byte[] lines) {
        if (lines.length > 0 && !wire.isClosing()) {
            wire.sendLines(lines);
        }
    }

    private void logSwitch(String account, String how) {
        wire.debug("Gateway \"" + peerName + "\": switching account \"" + account + "\" to Interest-Only mode" + how);
    }

    /** The accounts of which the other end has been told, or is about to be. Any thread. */
    Set<String> accounts() {
        return Set.copyOf(known);
    }
}
