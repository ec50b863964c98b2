package io.dialtone.routing;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SubjectTransform} on the data path of an import. Remembers the last subject, so that nothing is allocated while
 * the same one comes again. Any thread.
 */
public final class SubjectRewrite {
    private final SubjectTransform transform;
    private final String account;
    private final boolean traceable;
    private volatile @Nullable Pair last;

    private record Pair(byte[] from, byte[] to) {}

    /**
     * @param account that imports
     * @param traceable whether a message trace goes on there
     */
    public SubjectRewrite(SubjectTransform transform, String account, boolean traceable) {
        this.transform = transform;
        this.account = account;
        this.traceable = traceable;
    }

    /** The account that imports. */
    public String account() {
        return account;
    }

    /** Whether a message trace goes on there. */
    public boolean isTraceable() {
        return traceable;
    }

    /**
     * What {@code subject[from, from + length)} becomes. Only for subjects that the transform is for.
     *
     * @return bytes that must not be changed
     */
    public byte[] apply(byte[] subject, int from, int length) {
        Pair known = last;
        if (known != null && ByteText.equals(known.from, subject, from, length)) {
            return known.to;
        }
        byte[] key = Arrays.copyOfRange(subject, from, from + length);
        Pair pair = new Pair(key, transform.transform(key, 0, length, ThreadLocalRandom.current()));
        last = pair;
        return pair.to;
    }
}
