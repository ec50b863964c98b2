package io.dialtone.cluster.leaf;

import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.SubjectMappings;
import io.dialtone.routing.Subjects;
import io.dialtone.streams.ControlOperation;
import io.dialtone.streams.LinkAccount;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The interest that goes over one leaf link, either way: what the other side wants is put into the account, what is wanted here
 * is said there. Part of its {@link LeafConnection}, on its loop; made when the link is bound to an account.
 *
 * <p>What is said are counts as they are, not differences, so saying a thing twice does no harm.
 */
final class LeafInterest {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final String GATEWAY_REPLIES = "_GR_.>";

    /** What became of interest that the other side told. */
    sealed interface Taken {
        /** It comes into effect in so many parts. */
        record Applied(int parts) implements Taken {}

        /** What this side had told has come around. */
        record Loop() implements Taken {}

        /** The other side may not want that. */
        record Forbidden(String subject) implements Taken {}
    }

    private static final String TOO_MANY = "maximum subscriptions exceeded";

    private final LinkHost host;
    private final LinkWire wire;
    private final LongSupplier mostSubscriptions;
    /** What the other side wants, where that is limited. */
    private final Set<String> counted = new HashSet<>(0);

    private final LinkedAccount account;
    private final LeafLink link;
    private final LinkAccount target;
    private final LeafStreams streams;
    private final String loopSubject;
    private LeafPermissions permissions;
    /** What this server wants itself, so that it stays told whoever else comes and goes. */
    private Set<String> own = Set.of();

    /**
     * @param mostSubscriptions that the other side may have, below 0 for any number
     */
    LeafInterest(
            LinkHost host, LinkWire wire, LeafBinding binding, String loopSubject, LongSupplier mostSubscriptions) {
        this.host = host;
        this.mostSubscriptions = mostSubscriptions;
        this.wire = wire;
        this.account = binding.account();
        this.link = binding.link();
        this.permissions = binding.permissions();
        this.loopSubject = loopSubject;
        this.target = new LinkAccount(
                binding.isSpoke() ? LinkKind.HUB : LinkKind.LEAF,
                wire.outbox(),
                "",
                link.remoteCluster(),
                binding.peer());
        target.filter(permissions::maySend);
        target.watchReplies(permissions.replyWatch());
        this.streams = new LeafStreams(host, account, target, permissions);
    }

    LinkAccount target() {
        return target;
    }

    // ---- what the other side wants

    /**
     * Takes this operation and those of the same kind that follow it.
     *
     * @param done run once for each part of it that has come into effect
     */
    Taken takeRun(ControlOperation.Interest first, Queue<ControlOperation> more, Runnable done) {
        List<RemoteInterest> wanted = new ArrayList<>();
        ControlOperation.Interest next = first;
        while (true) {
            Taken refused = take(next, wanted);
            if (refused != null) {
                return refused;
            }
            if (!(more.peek() instanceof ControlOperation.Interest following)) {
                break;
            }
            more.remove();
            next = following;
        }
        return new Taken.Applied(wanted.isEmpty() ? 0 : account.apply(wanted, done) + streams.wanted(wanted, done));
    }

    private @Nullable Taken take(ControlOperation.Interest said, List<RemoteInterest> wanted) {
        if (host.log().isTrace()) {
            wire.trace("<<- [" + text(said) + "]");
        }
        byte[] subject = said.subject();
        String name = ByteText.text(subject);
        if (said.add() && name.equals(loopSubject)) {
            return new Taken.Loop();
        }
        if (!Subjects.isValid(subject, 0, subject.length)) {
            wire.error("Invalid Subscription");
            return null;
        }
        if (said.add() && !permissions.acceptsInterest(name)) {
            return new Taken.Forbidden(name);
        }
        if (isTooMuch(said)) {
            wire.logError(TOO_MANY);
            wire.error(TOO_MANY);
            return null;
        }
        int weight = said.add() ? Math.max(1, said.weight()) : 0;
        wanted.add(new RemoteInterest(subject, said.queue(), target, RemoteInterest.NO_ORIGIN, weight));
        return null;
    }

    /** Whether it would be one more than the other side may have; where there is no limit nobody counts. */
    private boolean isTooMuch(ControlOperation.Interest said) {
        long most = mostSubscriptions.getAsLong();
        if (most < 0) {
            counted.clear();
            return false;
        }
        byte[] queue = said.queue();
        String key = ByteText.text(said.subject()) + (queue == null ? "" : " " + ByteText.text(queue));
        if (!said.add()) {
            counted.remove(key);
            return false;
        }
        if (!counted.contains(key) && counted.size() >= most) {
            return true;
        }
        counted.add(key);
        return false;
    }

    private static String text(ControlOperation.Interest said) {
        byte[] queue = said.queue();
        return (said.add() ? "LS+ " : "LS- ")
                + ByteText.text(said.subject())
                + (queue == null ? "" : " " + ByteText.text(queue) + (said.add() ? " " + said.weight() : ""));
    }

    /** The other side is gone, and with it all that it wanted. */
    void forgetAll() {
        account.forget(target);
        streams.forgetAll();
    }

    // ---- what is wanted here

    /** Says all there is; changes that are announced meanwhile may come before or after what they are part of. */
    void announceAll(InterestWatcher tell) {
        renewOwn();
        streams.renew();
        account.snapshot(tell);
    }

    /** The account is something else now: its mappings may be others. */
    void renewOwn() {
        Set<String> now = ownSubjects();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (String subject : own) {
            if (!now.contains(subject)) {
                line(lines, ByteText.bytes(subject), null, 0);
            }
        }
        for (String subject : now) {
            if (!own.contains(subject)) {
                line(lines, ByteText.bytes(subject), null, 1);
            }
        }
        own = now;
        send(lines);
    }

    private Set<String> ownSubjects() {
        Set<String> subjects = new HashSet<>();
        for (SubjectMappings.Mapping mapping : account.definition().mappings()) {
            if (permissions.mayAnnounce(mapping.source())) {
                subjects.add(mapping.source());
            }
        }
        if (!host.options().gateway().name().isEmpty()) {
            subjects.add(GATEWAY_REPLIES);
        }
        subjects.add(loopSubject);
        return subjects;
    }

    /** Other permissions hold; whoever calls this has all interest announced anew. */
    void permissions(LeafPermissions now) {
        permissions = now;
        target.filter(now::maySend);
        target.watchReplies(now.replyWatch());
        streams.permissions(now);
        account.remote().changed();
    }

    /** Says what has changed of the interest here. */
    void announce(List<InterestChange> changes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(changes.size() * 32);
        for (InterestChange change : changes) {
            announce(lines, change);
        }
        send(lines);
    }

    private void announce(ByteArrayOutputStream to, InterestChange change) {
        String subject = ByteText.text(change.subject());
        byte[] queue = change.queue();
        if (queue == null && own.contains(subject)) {
            return;
        }
        int before = count(change.before(), subject);
        int now = count(change.now(), subject);
        boolean changed = queue == null ? (before > 0) != (now > 0) : before != now;
        if (changed && permissions.mayAnnounce(subject)) {
            line(to, change.subject(), queue, now);
        }
    }

    private int count(InterestChange.State state, String subject) {
        return state.count(/* withImports= */ true, one -> link.concerns(source(one), subject));
    }

    private InterestSource source(RemoteInterest one) {
        boolean mine = one.link() == target;
        InterestSource.Kind kind = switch (one.link().kind()) {
            case ROUTE -> InterestSource.Kind.ROUTE;
            case GATEWAY -> InterestSource.Kind.GATEWAY;
            case LEAF -> InterestSource.Kind.LEAF;
            case HUB -> InterestSource.Kind.HUB;
        };
        return new InterestSource(kind, ByteText.text(one.leafCluster()), mine);
    }

    private static void line(ByteArrayOutputStream to, byte[] subject, byte @Nullable [] queue, int count) {
        to.write('L');
        to.write('S');
        to.write(count > 0 ? '+' : '-');
        to.write(' ');
        to.writeBytes(subject);
        if (queue != null) {
            to.write(' ');
            to.writeBytes(queue);
            if (count > 0) {
                to.write(' ');
                to.writeBytes(ByteText.bytes(Integer.toString(count)));
            }
        }
        to.writeBytes(CRLF);
    }

    private void send(ByteArrayOutputStream lines) {
        if (lines.size() > 0 && !wire.isClosing()) {
            wire.sendLines(lines.toByteArray());
        }
    }
}
