package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Subscriptions for tests, and what a match result says about them. */
final class Subscriptions {
    static final Subscriber NOBODY = new Subscriber() {};

    private Subscriptions() {}

    static Subscription plain(String subject) {
        return new Subscription(ByteText.bytes(subject), null, ByteText.bytes("1"), NOBODY);
    }

    static Subscription plain(String subject, int sid) {
        return new Subscription(ByteText.bytes(subject), null, ByteText.bytes("" + sid), NOBODY);
    }

    static Subscription queue(String subject, String group, int sid) {
        return new Subscription(ByteText.bytes(subject), ByteText.bytes(group), ByteText.bytes("" + sid), NOBODY);
    }

    static SubjectIndex slice(SubjectSpace space, Subscription subscription) {
        return space.slice(SubjectSpace.sliceOfPattern(subscription.subject()));
    }

    static MatchResult match(SubjectSpace space, String subject) {
        // Not at the start of the array and not up to its end, as in a read.
        byte[] bytes = ByteText.bytes("PUB " + subject + " 5");
        MatchResult out = new MatchResult();
        space.match(bytes, 4, bytes.length - 6, out);
        return out;
    }

    /** Plain subscriptions under "", queue members under the name of their group; every one as often as it is found. */
    static Map<String, List<Subscription>> found(MatchResult result) {
        Map<String, List<Subscription>> found = new TreeMap<>();
        for (int i = 0; i < result.nodeCount(); i++) {
            eachPlain(
                    result.node(i),
                    s -> found.computeIfAbsent("", k -> new ArrayList<>()).add(s));
        }
        for (int i = 0; i < result.groupCount(); i++) {
            MatchResult.QueueGroup group = result.group(i);
            List<Subscription> members =
                    found.computeIfAbsent("/" + ByteText.text(group.name()), k -> new ArrayList<>());
            for (SubscriberSet set : group.sets()) {
                set.forEach(members::add);
            }
        }
        found.values().removeIf(List::isEmpty);
        found.values().forEach(Subscriptions::sort);
        return found;
    }

    /** The same, of what an oracle says. */
    static Map<String, List<Subscription>> found(List<Subscription> matches) {
        Map<String, List<Subscription>> found = new TreeMap<>();
        for (Subscription s : matches) {
            byte[] queue = s.queue();
            found.computeIfAbsent(queue == null ? "" : "/" + ByteText.text(queue), k -> new ArrayList<>())
                    .add(s);
        }
        found.values().forEach(Subscriptions::sort);
        return found;
    }

    static void eachPlain(SubjectNode node, Consumer<Subscription> action) {
        Object plain = node.plain();
        if (plain instanceof Subscription one) {
            action.accept(one);
        } else if (plain instanceof SubscriberSet many) {
            many.forEach(action);
        }
    }

    private static void sort(List<Subscription> list) {
        list.sort(Comparator.comparing(Subscription::toString).thenComparingInt(System::identityHashCode));
    }
}
