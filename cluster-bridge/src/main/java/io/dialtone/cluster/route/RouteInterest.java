package io.dialtone.cluster.route;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.Subjects;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.LinkAccount;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interest that goes over one route, either way: what the other server wants is put into the accounts, what this one wants is
 * said there. Part of its {@link RouteLink}, on its loop.
 *
 * <p>What is said are counts as they are, not differences, so saying a thing twice does no harm.
 */
final class RouteInterest {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] NO_CLUSTER = {'_'};

    private final LinkHost host;
    private final LinkWire wire;
    private final Map<String, LinkAccount> targets = new HashMap<>();
    /** What the other server wants of accounts that have, or are to have, a connection of their own; by account, then by {@link #key}. */
    private final Map<String, Map<String, ControlOperation.Interest>> parked = new HashMap<>();

    private RoutePermissions permissions;
    private LinkAccount.Peer peer = new LinkAccount.Peer("", true, true, false);
    /** Whether the other server knows leaf nodes without a cluster. */
    private boolean knowsLoneLeafs;

    private boolean knowsOrigins;
    private boolean wantsOriginsOnRemoval;
    private @Nullable LinkedAccount pinned;

    RouteInterest(LinkHost host, LinkWire wire, RoutePermissions permissions) {
        this.host = host;
        this.wire = wire;
        this.permissions = permissions;
    }

    /** What the other server can do, and lets through. */
    void remote(ServerInfo info) {
        peer = info.peer(info.lnoc());
        knowsOrigins = info.lnoc();
        wantsOriginsOnRemoval = info.lnocu();
        knowsLoneLeafs = info.ln();
    }

    /** Other permissions hold; what the other server may not want any more is forgotten. */
    void permissions(RoutePermissions now) {
        permissions = now;
        targets.forEach((id, target) -> {
            LinkedAccount account = host.account(id);
            if (account != null) {
                List<RemoteInterest> gone = new ArrayList<>();
                account.remote().forEach(one -> {
                    if (one.link() == target && !now.mayExport(one.subject())) {
                        gone.add(new RemoteInterest(one.subject(), one.queue(), target, one.leafCluster(), 0));
                    }
                });
                account.apply(gone, () -> {});
            }
        });
    }

    /**
     * An account is about to get a connection of its own. What the other server wants of it is not in effect any more; it is kept, with
     * what is said of it from now on, for the account may come back: the other server may never give it such a connection, and when it
     * takes it away, what it then says here can come sooner than the end of that connection.
     */
    void park(String id) {
        Map<String, ControlOperation.Interest> kept = parked.computeIfAbsent(id, key -> new LinkedHashMap<>());
        LinkAccount target = targets.get(id);
        LinkedAccount account = host.account(id);
        if (target != null && account != null) {
            account.remote().forEach(one -> {
                if (one.link() == target && one.weight() > 0) {
                    keep(kept, said(id, one));
                }
            });
        }
        forget(id);
    }

    /** The account has that connection, where all that the other server wants of it is said anew. */
    void settled(String id) {
        parked.put(id, new LinkedHashMap<>());
        forget(id);
    }

    /** The account has no connection of its own any more. Returns what is to be taken now. */
    Collection<ControlOperation.Interest> movedBack(String id) {
        Map<String, ControlOperation.Interest> kept = parked.remove(id);
        return kept == null ? List.of() : kept.values();
    }

    private void forget(String id) {
        LinkAccount target = targets.remove(id);
        LinkedAccount account = host.account(id);
        if (target != null && account != null) {
            account.forget(target);
        }
    }

    private static ControlOperation.Interest said(String account, RemoteInterest one) {
        byte[] origin = one.leafCluster();
        return new ControlOperation.Interest(
                /* add= */ true,
                origin.length == 0 ? null : origin,
                ByteText.bytes(account),
                one.subject(),
                one.queue(),
                one.weight());
    }

    private static void keep(Map<String, ControlOperation.Interest> kept, ControlOperation.Interest said) {
        if (said.add()) {
            kept.put(key(said), said);
        } else {
            kept.remove(key(said));
        }
    }

    /** What one such operation takes back of another. */
    private static String key(ControlOperation.Interest said) {
        byte[] origin = said.origin();
        byte[] queue = said.queue();
        return (origin == null ? "" : ByteText.text(origin)) + " " + ByteText.text(said.subject()) + " "
                + (queue == null ? "" : ByteText.text(queue));
    }

    /** All that goes over the route is of this account. */
    void pinned(LinkedAccount account) {
        pinned = account;
    }

    // ---- what the other server wants

    /**
     * Takes this operation and those of the same kind that follow it.
     *
     * @param done run once for each part of it that has come into effect
     * @return how many parts there are
     */
    int takeRun(ControlOperation first, Queue<ControlOperation> more, @Nullable ServerInfo remote, Runnable done) {
        Map<LinkedAccount, List<RemoteInterest>> byAccount = new LinkedHashMap<>();
        ControlOperation next = first;
        while (true) {
            if (remote != null && next instanceof ControlOperation.Interest one) {
                take(one, byAccount);
            }
            if (!(more.peek() instanceof ControlOperation.Interest)) {
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

    private void take(ControlOperation.Interest said, Map<LinkedAccount, List<RemoteInterest>> byAccount) {
        if (host.log().isTrace()) {
            wire.trace("<<- [" + text(said) + "]");
        }
        byte[] name = said.account();
        Map<String, ControlOperation.Interest> kept = name == null ? null : parked.get(ByteText.text(name));
        if (kept != null) {
            keep(kept, said);
            return;
        }
        LinkedAccount account = account(said);
        if (account == null) {
            return;
        }
        byte[] subject = said.subject();
        if (!Subjects.isValid(subject, 0, subject.length)) {
            wire.error("Invalid Subscription");
            return;
        }
        if (said.add() && !permissions.mayExport(subject)) {
            return;
        }
        byte[] origin = said.origin();
        byAccount
                .computeIfAbsent(account, key -> new ArrayList<>())
                .add(new RemoteInterest(
                        subject,
                        said.queue(),
                        target(account),
                        origin == null ? RemoteInterest.NO_ORIGIN : origin,
                        said.add() ? said.weight() : 0));
    }

    private static String text(ControlOperation.Interest said) {
        byte[] origin = said.origin();
        byte[] account = said.account();
        byte[] queue = said.queue();
        return (origin == null ? "RS" : "LS")
                + (said.add() ? "+ " : "- ")
                + (origin == null ? "" : ByteText.text(origin) + " ")
                + (account == null ? "" : ByteText.text(account) + " ")
                + ByteText.text(said.subject())
                + (queue == null ? "" : " " + ByteText.text(queue) + (said.add() ? " " + said.weight() : ""));
    }

    private @Nullable LinkedAccount account(ControlOperation.Interest said) {
        byte[] name = said.account();
        if (name == null) {
            return pinned;
        }
        String id = ByteText.text(name);
        if (host.hasOperators()) {
            return host.accountMade(id);
        }
        LinkedAccount account = host.account(id);
        if (account == null) {
            wire.debug("Unknown account \"" + id + "\" for subject \"" + ByteText.text(said.subject()) + "\"");
        }
        return account;
    }

    private LinkAccount target(LinkedAccount account) {
        return targets.computeIfAbsent(
                account.id(),
                id -> new LinkAccount(
                        LinkKind.ROUTE, wire.outbox(), pinned == null ? id : "", /* cluster= */ "", peer));
    }

    /** The other server is gone, and with it all that it wanted. */
    void forgetAll() {
        targets.forEach((id, target) -> {
            LinkedAccount account = host.account(id);
            if (account != null) {
                account.forget(target);
            }
        });
        targets.clear();
    }

    /** Accounts in which the other server has wanted something. */
    int accounts() {
        return targets.size();
    }

    // ---- what this server wants

    /** Says what has changed of this server's interest. */
    void announce(LinkedAccount account, List<InterestChange> changes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(changes.size() * 32);
        byte[] name = pinned == null ? ByteText.bytes(account.id()) : null;
        for (InterestChange change : changes) {
            if (permissions.mayImport(change.subject())) {
                announce(lines, name, change);
            }
        }
        send(lines);
    }

    /** Says what may be told that was not before, and takes back what may not be told any more. */
    void announce(LinkedAccount account, List<InterestChange> all, RoutePermissions before) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        byte[] name = pinned == null ? ByteText.bytes(account.id()) : null;
        for (InterestChange change : all) {
            byte[] subject = change.subject();
            if (permissions.mayImport(subject)) {
                announce(lines, name, change);
            } else if (before.mayImport(subject)) {
                announce(
                        lines,
                        name,
                        new InterestChange(subject, change.queue(), change.now(), InterestChange.State.NONE));
            }
        }
        send(lines);
    }

    private void send(ByteArrayOutputStream lines) {
        if (lines.size() > 0 && !wire.isClosing()) {
            wire.sendLines(lines.toByteArray());
        }
    }

    private void announce(ByteArrayOutputStream to, byte @Nullable [] account, InterestChange change) {
        say(to, account, null, change, own(change.before()), own(change.now()));
        if (!knowsOrigins) {
            return;
        }
        for (byte[] origin : origins(change)) {
            say(to, account, origin, change, of(origin, change.before()), of(origin, change.now()));
        }
    }

    /** What counts as this server's own: its clients', and leaf nodes' of which the other server cannot know more. */
    private int own(InterestChange.State state) {
        return state.count(/* withImports= */ false, one -> isLeaf(one) && origin(one) == null);
    }

    private int of(byte[] origin, InterestChange.State state) {
        int count = 0;
        for (int i = 0; i < state.remote().length; i++) {
            RemoteInterest one = state.remote()[i];
            if (isLeaf(one) && Arrays.equals(origin, origin(one))) {
                count += state.weights()[i];
            }
        }
        return count;
    }

    private static boolean isLeaf(RemoteInterest one) {
        return one.link().kind() == LinkKind.LEAF;
    }

    /** As what leaf node's interest it is told; null to tell it as one's own. */
    private byte @Nullable [] origin(RemoteInterest one) {
        if (!knowsOrigins) {
            return null;
        }
        byte[] cluster = one.leafCluster();
        if (cluster.length > 0) {
            return cluster;
        }
        return knowsLoneLeafs ? NO_CLUSTER : null;
    }

    private List<byte[]> origins(InterestChange change) {
        if (change.before().remote().length == 0 && change.now().remote().length == 0) {
            return List.of();
        }
        Set<String> seen = new LinkedHashSet<>();
        List<byte[]> origins = new ArrayList<>();
        for (InterestChange.State state : List.of(change.before(), change.now())) {
            for (RemoteInterest one : state.remote()) {
                byte[] origin = isLeaf(one) ? origin(one) : null;
                if (origin != null && seen.add(ByteText.text(origin))) {
                    origins.add(origin);
                }
            }
        }
        return origins;
    }

    private void say(
            ByteArrayOutputStream to,
            byte @Nullable [] account,
            byte @Nullable [] origin,
            InterestChange change,
            int before,
            int now) {
        byte[] queue = change.queue();
        boolean changed = queue == null ? (before > 0) != (now > 0) : before != now;
        if (!changed) {
            return;
        }
        to.write(origin == null ? 'R' : 'L');
        to.write('S');
        to.write(now > 0 ? '+' : '-');
        word(to, now > 0 || wantsOriginsOnRemoval ? origin : null);
        word(to, account);
        word(to, change.subject());
        if (queue != null) {
            word(to, queue);
            if (now > 0) {
                word(to, ByteText.bytes(Integer.toString(now)));
            }
        }
        to.writeBytes(CRLF);
    }

    private static void word(ByteArrayOutputStream to, byte @Nullable [] word) {
        if (word != null) {
            to.write(' ');
            to.writeBytes(word);
        }
    }
}
