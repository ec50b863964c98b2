package io.dialtone.cluster.gateway;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.InterestKey;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.Subjects;
import io.dialtone.streams.ControlOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Puts what the other end of an outbound gateway wants into the accounts. Part of its {@link GatewayLink}, on its loop.
 *
 * <p>Interest in an account that is not known here is kept, and comes into effect with the account.
 */
final class PeerInterest {
    private final LinkHost host;
    private final OutboundPeer peer;
    private final OutboundInterest interest;

    PeerInterest(LinkHost host, OutboundPeer peer) {
        this.host = host;
        this.peer = peer;
        this.interest = peer.interest();
    }

    /**
     * Takes this operation and those of interest that follow it.
     *
     * @param done run once for each part of it that has come into effect
     * @return how many parts there are
     */
    int takeRun(ControlOperation first, Queue<ControlOperation> more, Runnable done) {
        Map<LinkedAccount, List<RemoteInterest>> byAccount = new LinkedHashMap<>();
        ControlOperation next = first;
        while (true) {
            switch (next) {
                case ControlOperation.Interest one -> take(one, byAccount);
                case ControlOperation.AccountInterest one -> take(one, byAccount);
                default -> throw new IllegalArgumentException("no interest: " + next);
            }
            if (!isInterest(more.peek())) {
                break;
            }
            next = more.remove();
        }
        int parts = 0;
        for (Map.Entry<LinkedAccount, List<RemoteInterest>> entry : byAccount.entrySet()) {
            parts += entry.getKey().apply(entry.getValue(), done);
        }
        return parts;
    }

    /** Whether an operation is about interest. */
    static boolean isInterest(@Nullable ControlOperation operation) {
        return operation instanceof ControlOperation.Interest || operation instanceof ControlOperation.AccountInterest;
    }

    private void take(ControlOperation.Interest said, Map<LinkedAccount, List<RemoteInterest>> byAccount) {
        byte[] name = said.account();
        byte[] queue = said.queue();
        if (name == null) {
            return;
        }
        String account = ByteText.text(name);
        byte[] subject = said.subject();
        if (host.log().isTrace()) {
            peer.wire()
                    .trace("<<- [RS" + (said.add() ? "+ " : "- ") + account + " " + ByteText.text(subject)
                            + (queue == null
                                    ? ""
                                    : " " + ByteText.text(queue) + (said.add() ? " " + said.weight() : ""))
                            + "]");
        }
        if (!Subjects.isValid(subject, 0, subject.length)) {
            peer.wire().error("Invalid Subscription");
            return;
        }
        InterestKey key = InterestKey.of(ByteText.text(subject), queue == null ? "" : ByteText.text(queue));
        long before = interest.version();
        OutboundInterest.Effect effect = said.add() ? interest.wanted(account, key) : interest.unwanted(account, key);
        LinkedAccount known = host.account(account);
        if (known == null) {
            return;
        }
        if (effect != OutboundInterest.Effect.NONE) {
            put(known, key, effect == OutboundInterest.Effect.INSERT ? 1 : 0, byAccount);
        }
        tellChange(known, before);
    }

    private void take(ControlOperation.AccountInterest said, Map<LinkedAccount, List<RemoteInterest>> byAccount) {
        String account = ByteText.text(said.account());
        peer.wire().trace("<<- [A" + (said.add() ? "+ " : "- ") + account + "]");
        long before = interest.version();
        LinkedAccount known = host.account(account);
        if (said.add()) {
            interest.accountWanted(account);
        } else {
            for (InterestKey gone : interest.accountRefused(account)) {
                if (known != null) {
                    put(known, gone, 0, byAccount);
                }
            }
        }
        if (known != null) {
            tellChange(known, before);
        }
    }

    /** Results of matches show what is sent without having been asked for. */
    private void tellChange(LinkedAccount account, long before) {
        if (interest.version() != before && peer.isOptimistic()) {
            account.remote().changed();
        }
    }

    private void put(
            LinkedAccount account, InterestKey key, int weight, Map<LinkedAccount, List<RemoteInterest>> byAccount) {
        byAccount.computeIfAbsent(account, any -> new ArrayList<>()).add(one(account, key, weight));
    }

    private RemoteInterest one(LinkedAccount account, InterestKey key, int weight) {
        return new RemoteInterest(
                ByteText.bytes(key.subject()),
                key.hasQueue() ? ByteText.bytes(key.queue()) : null,
                peer.target(account.id()),
                RemoteInterest.NO_ORIGIN,
                weight);
    }

    /** What follows is all interest of an account. */
    void begins(String account) {
        logSwitch(account, "");
        interest.begins(account);
    }

    /** That was all. */
    void complete(String account) {
        long before = interest.version();
        interest.complete(account);
        LinkedAccount known = host.account(account);
        if (known != null) {
            tellChange(known, before);
        }
        logSwitch(account, " complete");
    }

    private void logSwitch(String account, String how) {
        peer.wire()
                .debug("Gateway \"" + peer.name() + "\": switching account \"" + account + "\" to Interest-Only mode"
                        + how);
    }

    /** An account is there that was not known: what was said of it before comes into effect. */
    void made(LinkedAccount account) {
        List<RemoteInterest> wanted = interest.of(account.id()).stream()
                .map(key -> one(account, key, 1))
                .toList();
        if (!wanted.isEmpty()) {
            account.apply(wanted, () -> {});
        }
    }

    /** The link is lost, and with it all that the other end wanted. */
    void forgetAll() {
        host.accounts().forEach(peer::forgetIn);
    }
}
