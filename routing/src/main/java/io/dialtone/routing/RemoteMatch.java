package io.dialtone.routing;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject goes on other servers: the links, each once, with whether plain subscribers wait behind it, and the queue
 * groups that have members there. Worked out once for a subject, so that a message finds it ready.
 *
 * <p>Links come with routes and leaf links first and gateways last, those in the order in which they are to be asked.
 * Reusable by one thread; {@link #copy} makes one to keep, which never changes.
 */
public final class RemoteMatch implements NodeSink {
    private static final LinkTarget[] NO_LINKS = {};
    private static final byte[][] NO_ORIGINS = {};
    private static final Group[] NO_GROUPS = {};

    private LinkTarget[] links = NO_LINKS;
    /** Null where no plain subscriber is; empty for subscribers of no, or more than one, cluster of leaf nodes. */
    private byte[] @Nullable [] plainOrigins = NO_ORIGINS;

    private int linkCount;
    private int firstGateway;
    private Group[] groups = NO_GROUPS;
    private int groupCount;

    private byte[] subject = {};
    private int from;
    private int length;

    /**
     * The members of one queue group on other servers.
     *
     * @param links for each member the number of its link
     * @param rule by which the member is chosen; null for any member
     */
    public record Group(
            byte[] name,
            RemoteInterest[] members,
            int[] links,
            @Nullable StickyRule rule) {
        Group with(RemoteInterest member, int link) {
            RemoteInterest[] m = Arrays.copyOf(members, members.length + 1);
            m[members.length] = member;
            int[] l = Arrays.copyOf(links, links.length + 1);
            l[links.length] = link;
            return new Group(name, m, l, rule);
        }
    }

    void begin(byte[] newSubject, int newFrom, int newLength) {
        subject = newSubject;
        from = newFrom;
        length = newLength;
        Arrays.fill(links, 0, linkCount, null);
        linkCount = 0;
        groupCount = 0;
    }

    @Override
    public void add(SubjectNode node) {
        Object plain = node.plain();
        if (plain instanceof RemoteInterest one) {
            addPlain(one.link(), one.leafCluster());
        } else if (plain instanceof SubscriberSet many) {
            int bound = many.bound();
            @Nullable Subscription[] all = many.view();
            for (int i = 0, n = Math.min(bound, all.length); i < n; i++) {
                if (all[i] instanceof RemoteInterest one) {
                    addPlain(one.link(), one.leafCluster());
                }
            }
        }
        for (SubjectNode.QueueSet q : node.queues()) {
            q.members().forEach(s -> addMember((RemoteInterest) s));
        }
    }

    void addPlain(LinkTarget link, byte[] origin) {
        int i = number(link);
        if (i < 0) {
            return;
        }
        byte[] known = plainOrigins[i];
        if (known == null) {
            plainOrigins[i] = origin;
        } else if (known.length > 0 && !Arrays.equals(known, origin)) {
            plainOrigins[i] = RemoteInterest.NO_ORIGIN;
        }
    }

    private void addMember(RemoteInterest member) {
        int link = number(member.link());
        byte[] name = Objects.requireNonNull(member.queue());
        if (link < 0) {
            return;
        }
        for (int i = 0; i < groupCount; i++) {
            if (Arrays.equals(groups[i].name, name)) {
                groups[i] = groups[i].with(member, link);
                return;
            }
        }
        if (groupCount == groups.length) {
            groups = Arrays.copyOf(groups, Math.max(2, groupCount * 2));
        }
        groups[groupCount++] = new Group(name, new RemoteInterest[] {member}, new int[] {link}, null);
    }

    /** The number of a link, given one when it is new; -1 when it may not have the subject. */
    private int number(LinkTarget link) {
        for (int i = 0; i < linkCount; i++) {
            if (links[i] == link) {
                return i;
            }
        }
        if (!link.accepts(subject, from, length)) {
            return -1;
        }
        if (linkCount == links.length) {
            links = Arrays.copyOf(links, Math.max(4, linkCount * 2));
            plainOrigins = Arrays.copyOf(plainOrigins, links.length);
        }
        links[linkCount] = link;
        plainOrigins[linkCount] = null;
        return linkCount++;
    }

    /** Notes for each queue group by which rule its member is chosen. */
    void apply(StickyRules rules, byte[] onSubject, int at, int size) {
        for (int i = 0; i < groupCount; i++) {
            Group g = groups[i];
            StickyRule rule = rules.find(onSubject, at, size, g.name);
            if (rule != null) {
                groups[i] = new Group(g.name, g.members, g.links, rule);
            }
        }
    }

    /** Puts gateways last, by rank. */
    void end() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < linkCount; i++) {
            long place = place(links[i]);
            if (place < last) {
                sort();
                break;
            }
            last = place;
        }
        firstGateway = linkCount;
        while (firstGateway > 0 && links[firstGateway - 1].kind() == LinkKind.GATEWAY) {
            firstGateway--;
        }
    }

    private void sort() {
        Integer[] order = new Integer[linkCount];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(place(links[a]), place(links[b])));
        LinkTarget[] sortedLinks = new LinkTarget[links.length];
        byte[] @Nullable [] sortedOrigins = new byte[links.length][];
        int[] now = new int[linkCount];
        for (int i = 0; i < linkCount; i++) {
            sortedLinks[i] = links[order[i]];
            sortedOrigins[i] = plainOrigins[order[i]];
            now[order[i]] = i;
        }
        links = sortedLinks;
        plainOrigins = sortedOrigins;
        for (int g = 0; g < groupCount; g++) {
            int[] its = groups[g].links;
            Arrays.setAll(its, k -> now[its[k]]);
        }
    }

    private static long place(LinkTarget link) {
        return link.kind() == LinkKind.GATEWAY ? 1L + link.rank() : -1L;
    }

    RemoteMatch copy() {
        RemoteMatch copy = new RemoteMatch();
        copy.links = Arrays.copyOf(links, linkCount);
        copy.plainOrigins = Arrays.copyOf(plainOrigins, linkCount);
        copy.linkCount = linkCount;
        copy.firstGateway = firstGateway;
        copy.groups = Arrays.copyOf(groups, groupCount);
        copy.groupCount = groupCount;
        return copy;
    }

    public boolean isEmpty() {
        return linkCount == 0;
    }

    /** Links in all. */
    public int linkCount() {
        return linkCount;
    }

    /** The number of the first gateway; {@link #linkCount} when there is none. */
    public int firstGateway() {
        return firstGateway;
    }

    public LinkTarget link(int i) {
        return links[i];
    }

    /** Whether plain subscribers wait behind a link. */
    public boolean isPlain(int i) {
        return plainOrigins[i] != null;
    }

    /** The one cluster of leaf nodes that all plain subscribers behind a link belong to; empty when there is no such. */
    public byte[] plainOrigin(int i) {
        byte[] origin = plainOrigins[i];
        return origin == null ? RemoteInterest.NO_ORIGIN : origin;
    }

    public int groupCount() {
        return groupCount;
    }

    public Group group(int i) {
        return groups[i];
    }
}
