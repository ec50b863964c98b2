package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.SubscriberSet;
import io.dialtone.routing.Subscription;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the server itself has to say to the subscribers of an account: every plain one, and one member of each
 * queue group. For seldom messages; called on an event loop.
 */
public final class ServerPublisher {
    private static final byte[] CRLF = {'\r', '\n'};

    private ServerPublisher() {}

    /**
     * Delivers a message.
     *
     * @param headers a whole header block, empty for none
     * @return how many took it
     */
    public static int publish(SubjectSpace space, String subject, byte[] headers, byte[] payload) {
        byte[] name = ByteText.bytes(subject);
        MatchResult match = new MatchResult();
        space.match(name, 0, name.length, match);
        int delivered = 0;
        for (int i = 0; i < match.nodeCount(); i++) {
            Object plain = match.node(i).plain();
            if (plain instanceof Subscription one) {
                delivered += deliver(one, name, headers, payload) ? 1 : 0;
            } else if (plain instanceof SubscriberSet many) {
                delivered += deliver(many, name, headers, payload);
            }
        }
        for (int i = 0; i < match.groupCount(); i++) {
            delivered += deliverToGroup(match.group(i), name, headers, payload);
        }
        return delivered;
    }

    private static int deliverToGroup(MatchResult.QueueGroup group, byte[] name, byte[] headers, byte[] payload) {
        SubscriberSet[] sets = group.sets();
        int first = ThreadLocalRandom.current().nextInt(sets.length);
        for (int k = 0; k < sets.length; k++) {
            SubscriberSet set = sets[(first + k) % sets.length];
            int bound = set.bound();
            int start = bound == 0 ? 0 : ThreadLocalRandom.current().nextInt(bound);
            @Nullable Subscription[] all = set.view();
            for (int i = 0; i < Math.min(bound, all.length); i++) {
                Subscription s = all[(start + i) % Math.min(bound, all.length)];
                if (s != null && deliver(s, name, headers, payload)) {
                    return 1;
                }
            }
        }
        return 0;
    }

    private static int deliver(SubscriberSet set, byte[] name, byte[] headers, byte[] payload) {
        int bound = set.bound();
        @Nullable Subscription[] all = set.view();
        int delivered = 0;
        for (int i = 0; i < Math.min(bound, all.length); i++) {
            Subscription s = all[i];
            if (s != null && deliver(s, name, headers, payload)) {
                delivered++;
            }
        }
        return delivered;
    }

    private static boolean deliver(Subscription subscription, byte[] name, byte[] headers, byte[] payload) {
        Outbox target = (Outbox) subscription.subscriber();
        DeliveryRules rules = target.rules();
        if (target.isClosed()
                || rules != null && rules.denies(subscription, name, 0, name.length)
                || !subscription.tryDeliver()) {
            return false;
        }
        boolean withHeaders = headers.length > 0 && (rules == null || rules.headers());
        String sizes = withHeaders
                ? headers.length + " " + (headers.length + payload.length)
                : Integer.toString(payload.length);
        String line = (withHeaders ? "HMSG " : "MSG ") + ByteText.text(name) + " " + ByteText.text(subscription.sid())
                + " " + sizes + "\r\n";
        byte[] start = ByteText.bytes(line);
        Batch batch = EventLoop.current().memory().takeBatch(start.length + headers.length + payload.length + 2);
        batch.put(start);
        if (withHeaders) {
            batch.put(headers);
        }
        batch.put(payload);
        batch.put(CRLF);
        batch.countMessage((withHeaders ? headers.length : 0) + payload.length);
        target.publish(batch);
        if (subscription.max() != 0 && subscription.isExhausted()) {
            target.exhausted(subscription);
        }
        return true;
    }
}
