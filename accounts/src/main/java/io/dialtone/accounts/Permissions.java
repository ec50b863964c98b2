package io.dialtone.accounts;

import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSet;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe to, compiled once and shared by its connections. Immutable, for any number of
 * threads.
 *
 * <p>No allow list means everything; an empty one too, for nats-server reads {@code publish: []} so. What is denied is
 * never allowed. With {@code allow_responses} and no publish allow list, only responses may be published.
 */
public final class Permissions {
    /** No restriction at all, but for the queue that servers keep for themselves. */
    public static final Permissions UNRESTRICTED = new Permissions(PermissionOptions.defaults());

    private static final byte[] SYSTEM_QUEUE = ByteText.bytes("_sys_");

    private final PermissionOptions options;
    private final @Nullable SubjectSet publishAllow;
    private final SubjectSet publishDeny;
    private final List<QueueRule> subscribeAllow;
    private final List<QueueRule> subscribeDeny;
    private final @Nullable ResponseRule responses;

    private Permissions(PermissionOptions options) {
        this.options = options;
        SubjectRules publish = options.publish();
        SubjectRules subscribe = options.subscribe();
        this.responses = withDefaults(options.responses());
        List<String> allow = publish == null ? null : publish.allow();
        if (allow != null && !allow.isEmpty()) {
            this.publishAllow = SubjectSet.of(allow);
        } else {
            this.publishAllow = responses == null ? null : SubjectSet.EMPTY;
        }
        this.publishDeny = publish == null ? SubjectSet.EMPTY : SubjectSet.of(publish.deny());
        this.subscribeAllow = rules(subscribe == null ? null : subscribe.allow());
        this.subscribeDeny = rules(subscribe == null ? null : subscribe.deny());
    }

    /** Compiles permissions whose subjects have been checked; null is {@link #UNRESTRICTED}. */
    public static Permissions of(@Nullable PermissionOptions options) {
        return options == null ? UNRESTRICTED : new Permissions(options);
    }

    /** The same, but for one subject that must not be published to. */
    public Permissions denyingPublish(String subject) {
        SubjectRules publish = options.publish();
        List<String> allow = publish == null ? null : publish.allow();
        List<String> deny = new ArrayList<>(publish == null ? List.of() : publish.deny());
        deny.add(subject);
        return new Permissions(options.with(b -> b.publish(new SubjectRules(allow, deny))));
    }

    /** What they were compiled from, defaults filled in; null when nothing is restricted. */
    public @Nullable PermissionOptions options() {
        return options.equals(PermissionOptions.defaults()) ? null : options.with(o -> o.responses(responses));
    }

    /** Whether {@link #canPublish} may ever say no. */
    public boolean restrictsPublishing() {
        return publishAllow != null || !publishDeny.isEmpty();
    }

    /** The right to answer requests; null without. */
    public @Nullable ResponseRule responses() {
        return responses;
    }

    /**
     * Whether the lists let a message be published; responses are the affair of {@link PublishRights}. Wildcards in the
     * subject are text. Allocates nothing.
     */
    public boolean canPublish(byte[] subject, int offset, int length) {
        SubjectSet allow = publishAllow;
        return (allow == null || allow.matches(subject, offset, length))
                && !publishDeny.matches(subject, offset, length);
    }

    /**
     * Whether a subscription is accepted. One that merely overlaps with what is denied is: see {@link #filtersDelivery}.
     *
     * @param queue name of the queue group, or null
     */
    public boolean canSubscribe(byte[] subject, byte @Nullable [] queue) {
        if (queue != null && ByteText.equals(SYSTEM_QUEUE, queue, 0, queue.length)) {
            return false;
        }
        return isSubscribeAllowed(subject, queue) && !isDenied(subject, 0, subject.length, queue);
    }

    /**
     * Whether some messages for an accepted subscription are denied, so that {@link #deniesDelivery} has to be asked for
     * each. Only wildcard subscriptions and those with a queue can be concerned.
     */
    public boolean filtersDelivery(byte[] subject, byte @Nullable [] queue) {
        if (subscribeDeny.isEmpty() || (queue == null && !Subjects.hasWildcard(subject, 0, subject.length))) {
            return false;
        }
        for (QueueRule rule : subscribeDeny) {
            byte[] denied = rule.subject();
            if (Subjects.collide(denied, 0, denied.length, subject, 0, subject.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message must not be delivered to a subscription with this queue, or none. Allocates nothing. */
    public boolean deniesDelivery(byte @Nullable [] queue, byte[] subject, int offset, int length) {
        return isDenied(subject, offset, length, queue);
    }

    /** Entries for the subject decide: with a queue and an entry that names queues, one of those must name it. */
    private boolean isSubscribeAllowed(byte[] subject, byte @Nullable [] queue) {
        if (subscribeAllow.isEmpty()) {
            return true;
        }
        boolean plain = false;
        boolean queues = false;
        boolean named = false;
        for (QueueRule rule : subscribeAllow) {
            if (!rule.concerns(subject, 0, subject.length)) {
                continue;
            }
            if (rule.queue() == null) {
                plain = true;
            } else {
                queues = true;
                named |= queue != null && rule.names(queue);
            }
        }
        return queue != null && queues ? named : plain;
    }

    private boolean isDenied(byte[] subject, int offset, int length, byte @Nullable [] queue) {
        for (int i = 0; i < subscribeDeny.size(); i++) {
            QueueRule rule = subscribeDeny.get(i);
            if ((rule.queue() == null || (queue != null && rule.names(queue)))
                    && rule.concerns(subject, offset, length)) {
                return true;
            }
        }
        return false;
    }

    private static List<QueueRule> rules(@Nullable Collection<String> entries) {
        return entries == null
                ? List.of()
                : entries.stream().map(QueueRule::parse).toList();
    }

    /** Zero stands for the default, as in nats-server. */
    private static @Nullable ResponseRule withDefaults(@Nullable ResponseRule rule) {
        if (rule == null) {
            return null;
        }
        return new ResponseRule(
                rule.maxMessages() == 0 ? ResponseRule.DEFAULT_MAX_MESSAGES : rule.maxMessages(),
                rule.expires().isZero() ? ResponseRule.DEFAULT_EXPIRES : rule.expires());
    }
}
