package io.dialtone.routing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions of one account, in slices: by the hash of the first token, and one more for patterns whose first
 * token is a wildcard. Each slice has one writer of its own, so that a subscription to {@code _INBOX.x} neither waits for
 * nor invalidates what is cached of {@code orders.*}.
 */
public final class SubjectSpace {
    /** Slices by first token; a power of two. */
    public static final int HASHED_SLICES = 16;

    /** The slice of patterns whose first token is a wildcard. */
    public static final int WILD_SLICE = HASHED_SLICES;

    private final String name;
    private final SubjectIndex[] slices = new SubjectIndex[HASHED_SLICES + 1];
    /** What every account has below {@code $}, the same for all, so that it costs nothing for each; null for nothing. */
    private final @Nullable SubjectIndex common;
    /** What other servers want; null where there can be none. */
    private final @Nullable RemoteSpace remote;
    /** By which members of queue groups are chosen; null for none. */
    private volatile @Nullable StickyRules stickyRules;

    /** A space that belongs to no account. */
    public SubjectSpace() {
        this("", null, null);
    }

    /**
     * @param name of the account
     * @param common subscriptions that this space has beside its own, to subjects that begin with {@code $}; must not
     *     change any more
     * @param remote what other servers want; null where there are none
     */
    public SubjectSpace(String name, @Nullable SubjectIndex common, @Nullable RemoteSpace remote) {
        this.name = name;
        this.common = common;
        this.remote = remote;
        for (int i = 0; i < slices.length; i++) {
            slices[i] = new SubjectIndex();
        }
    }

    /** The number of slices. */
    public static int sliceCount() {
        return HASHED_SLICES + 1;
    }

    /** The account's name. */
    public String name() {
        return name;
    }

    /** Which slice a subscription to this subject or pattern belongs to. */
    public static int sliceOfPattern(byte[] pattern) {
        int stop = ByteText.tokenEnd(pattern, 0, pattern.length);
        if (stop == 1 && (pattern[0] == '*' || pattern[0] == '>' && pattern.length == 1)) {
            return WILD_SLICE;
        }
        return ByteText.hash(pattern, 0, stop) & HASHED_SLICES - 1;
    }

    /** Which slice, beside the wild one, has what matches this subject. */
    public static int sliceOfSubject(byte[] subject, int from, int length) {
        int stop = ByteText.tokenEnd(subject, from, from + length);
        return ByteText.hash(subject, from, stop - from) & HASHED_SLICES - 1;
    }

    public SubjectIndex slice(int i) {
        return slices[i];
    }

    /** What other servers want of this account; null where there are no others. */
    public @Nullable RemoteSpace remote() {
        return remote;
    }

    /**
     * Puts into {@code out}, cleared first, all that matches {@code subject[from, from + length)}. A subject with an
     * empty token matches nothing.
     */
    public void match(byte[] subject, int from, int length, MatchResult out) {
        out.clear();
        if (hasEmptyToken(subject, from, from + length)) {
            return;
        }
        slices[sliceOfSubject(subject, from, length)].match(subject, from, length, out);
        slices[WILD_SLICE].match(subject, from, length, out);
        SubjectIndex shared = common;
        if (shared != null && subject[from] == '$') {
            shared.match(subject, from, length, out);
        }
        RemoteSpace r = remote;
        if (r != null) {
            out.match(r, subject, from, length);
        }
        StickyRules rules = stickyRules;
        if (rules != null) {
            out.apply(rules, subject, from, length);
        }
    }

    /**
     * Sets the rules by which members of queue groups are chosen, null for none. Results of earlier matches do not know: {@link
     * SubjectIndex#touched} of all slices and {@link RemoteSpace#changed} must follow.
     */
    public void stickyRules(@Nullable StickyRules rules) {
        stickyRules = rules;
    }

    /** The rules by which members of queue groups are chosen; null for none. */
    public @Nullable StickyRules stickyRules() {
        return stickyRules;
    }

    private static boolean hasEmptyToken(byte[] subject, int from, int end) {
        boolean empty = true;
        for (int i = from; i < end; i++) {
            if (subject[i] == '.') {
                if (empty) {
                    return true;
                }
                empty = true;
            } else {
                empty = false;
            }
        }
        return empty;
    }

    /** Subscriptions it holds, without the common ones. */
    public long size() {
        long sum = 0;
        for (SubjectIndex s : slices) {
            sum += s.size();
        }
        return sum;
    }

    /** Calls {@code action} with every subscription, while others may come and go. */
    public void forEach(Consumer<? super Subscription> action) {
        for (SubjectIndex s : slices) {
            s.forEach(action);
        }
    }
}
