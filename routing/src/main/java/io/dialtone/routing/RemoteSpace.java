package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What other servers are interested in, of one account: beside the account's own subscriptions, in the same slices, so that a
 * message from another server is matched against those alone, and a server without links pays one look at an
 * empty index where its match cache has no answer.
 *
 * <p>Each slice has the writer of the account's slice of that number. Any thread may match.
 */
public final class RemoteSpace {
    /** Another server that gets what it has not refused, rather than what it has asked for. */
    public interface Optimist {
        /** Where messages for it go. */
        LinkTarget link();

        /** Whether it wants {@code subject[from, from + length)}, for all that is known. */
        boolean wants(byte[] subject, int from, int length);
    }

    private final LinkTraffic overRoutes = new LinkTraffic();
    private final LinkTraffic overGateways = new LinkTraffic();
    private final SubjectIndex[] slices = new SubjectIndex[SubjectSpace.sliceCount()];
    private volatile Optimist[] optimists = {};
    private volatile long epoch;
    /** Null on a server without gateways. */
    private volatile @Nullable ReplyRoutes replyRoutes;

    private volatile int lastJoinedMs = nowMs() - 2 * FreshInterest.WINDOW_MS;

    public RemoteSpace() {
        for (int i = 0; i < slices.length; i++) {
            slices[i] = new SubjectIndex(/* exact= */ true);
        }
    }

    /** What has gone over routes, or over gateways. */
    public LinkTraffic traffic(LinkKind kind) {
        return kind == LinkKind.GATEWAY ? overGateways : overRoutes;
    }

    public SubjectIndex slice(int i) {
        return slices[i];
    }

    /**
     * Adds, changes or ends (by a weight of 0) one interest. Writer of the slice only.
     *
     * @return its weight before
     */
    public int set(RemoteInterest wanted) {
        SubjectIndex slice = slices[SubjectSpace.sliceOfPattern(wanted.subject())];
        RemoteInterest known = find(slice, wanted);
        if (known == null) {
            if (wanted.weight() > 0) {
                if (wanted.link().kind() == LinkKind.LEAF) {
                    joins(wanted);
                }
                slice.add(wanted);
            }
            return 0;
        }
        int before = known.weight();
        if (wanted.weight() == 0) {
            known.close();
            slice.remove(known);
        } else if (wanted.weight() != before) {
            known.weight(wanted.weight());
            slice.touched();
        }
        return before;
    }

    private static @Nullable RemoteInterest find(SubjectIndex slice, RemoteInterest wanted) {
        SubjectNode node = slice.find(wanted.subject());
        if (node == null) {
            return null;
        }
        RemoteInterest[] found = {null};
        node.forEach(wanted.queue(), s -> {
            RemoteInterest one = (RemoteInterest) s;
            if (one.link() == wanted.link() && Arrays.equals(one.leafCluster(), wanted.leafCluster())) {
                found[0] = one;
            }
        });
        return found[0];
    }

    /** How replies get back through gateways; null on a server without them. */
    public @Nullable ReplyRoutes replyRoutes() {
        return replyRoutes;
    }

    /** Sets how replies get back through gateways. */
    public void replyRoutes(ReplyRoutes routes) {
        replyRoutes = routes;
    }

    /** A subscription comes, whose replies may be asked for before other clusters hear of it. */
    void joins(Subscription subscription) {
        if (replyRoutes != null) {
            int now = nowMs();
            subscription.joins(now);
            lastJoinedMs = now;
        }
    }

    /** When the last subscription came, of those that are looked at. */
    int lastJoinedMs() {
        return lastJoinedMs;
    }

    static int nowMs() {
        return (int) (System.nanoTime() / 1_000_000);
    }

    /** All interest of one link in one slice. Writer of the slice only. */
    public List<RemoteInterest> of(LinkTarget link, int slice) {
        List<RemoteInterest> its = new ArrayList<>();
        slices[slice].forEach(s -> {
            if (((RemoteInterest) s).link() == link) {
                its.add((RemoteInterest) s);
            }
        });
        return its;
    }

    /** Calls {@code action} with every interest, while others may come and go. */
    public void forEach(Consumer<? super RemoteInterest> action) {
        for (SubjectIndex slice : slices) {
            slice.forEach(s -> action.accept((RemoteInterest) s));
        }
    }

    /** How much interest there is. */
    public long size() {
        long sum = 0;
        for (SubjectIndex slice : slices) {
            sum += slice.size();
        }
        return sum;
    }

    /** Sets who gets what it has not refused. One thread at a time. */
    public synchronized void optimists(List<Optimist> all) {
        optimists = all.toArray(Optimist[]::new);
        changed();
    }

    /** Something about links has changed that results of matches show: what they accept, or their order. Any thread. */
    public synchronized void changed() {
        epoch++;
    }

    /** Changes whenever results for subjects of this slice may have. */
    long version(SubjectIndex slice) {
        return slice.generation() + slices[SubjectSpace.WILD_SLICE].generation() + epoch;
    }

    /** Puts into {@code out}, cleared first, where {@code subject[from, from + length)} may have to go. */
    void match(byte[] subject, int from, int length, RemoteMatch out) {
        out.begin(subject, from, length);
        slices[SubjectSpace.sliceOfSubject(subject, from, length)].match(subject, from, length, out);
        slices[SubjectSpace.WILD_SLICE].match(subject, from, length, out);
        for (Optimist o : optimists) {
            if (o.wants(subject, from, length)) {
                out.addPlain(o.link(), RemoteInterest.NO_ORIGIN);
            }
        }
        out.end();
    }
}
