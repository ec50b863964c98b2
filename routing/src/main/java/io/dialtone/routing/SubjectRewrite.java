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
    private volatile @Nullable Pair last;

    private record Pair(byte[] from, byte[] to) {}

    public SubjectRewrite(SubjectTransform transform) {
        this.transform = transform;
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
