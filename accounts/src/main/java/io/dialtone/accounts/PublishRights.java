package io.dialtone.accounts;

import io.dialtone.conf.ResponseRule;
import io.dialtone.routing.ByteText;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may publish now: its user's permissions, the verdicts of late, and the replies it may send.
 *
 * <p>{@link #canPublish} belongs to the thread that reads the connection; {@link #delivering} may be called by any.
 */
public final class PublishRights {
    /** Verdicts kept; nats-server keeps as many. */
    private static final int CACHE_SIZE = 128;

    /** Longer subjects are not kept, so that a connection's cache stays small. */
    private static final int LONGEST_KEPT = 256;

    private final Permissions permissions;
    private final @Nullable ReplyWindow replies;
    /** Each subject has one place, which the latest takes. */
    private final @Nullable Verdict[] verdicts;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    public PublishRights(Permissions permissions, LongSupplier nanoTime) {
        this.permissions = permissions;
        ResponseRule rule = permissions.responses();
        this.replies = rule == null ? null : new ReplyWindow(rule, nanoTime);
        this.verdicts = new Verdict[permissions.restrictsPublishing() ? CACHE_SIZE : 0];
    }

    /**
     * Whether a message may be published to a subject. For a reply that only {@code allow_responses} permits, saying yes
     * uses one answer up. Allocates nothing when the subject was asked for of late.
     */
    public boolean canPublish(byte[] subject, int offset, int length) {
        if (verdicts.length == 0 || isListed(subject, offset, length)) {
            return true;
        }
        return replies != null && replies.take(subject, offset, length);
    }

    /** Whether {@link #delivering} has to be told of messages with a reply. */
    public boolean watchesReplies() {
        return replies != null;
    }

    /** A message with a reply subject is about to be delivered to the connection. Any thread. */
    public void delivering(byte[] reply, int offset, int length) {
        ReplyWindow window = replies;
        if (window != null && !permissions.canPublish(reply, offset, length)) {
            window.open(reply, offset, length);
        }
    }

    private boolean isListed(byte[] subject, int offset, int length) {
        int hash = ByteText.hash(subject, offset, length);
        int place = hash & CACHE_SIZE - 1;
        Verdict verdict = verdicts[place];
        if (verdict != null && verdict.hash == hash && ByteText.equals(verdict.subject, subject, offset, length)) {
            return verdict.allowed;
        }
        boolean allowed = permissions.canPublish(subject, offset, length);
        // Replies differ each time: keeping the refusals of a responder would only push out what comes again.
        if (length <= LONGEST_KEPT && (allowed || replies == null)) {
            verdicts[place] = new Verdict(Arrays.copyOfRange(subject, offset, offset + length), hash, allowed);
        }
        return allowed;
    }

    private record Verdict(byte[] subject, int hash, boolean allowed) {}
}
