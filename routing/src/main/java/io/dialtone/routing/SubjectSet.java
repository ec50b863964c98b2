package io.dialtone.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A fixed set of subjects and patterns, asked whether any of them matches. One look-up for all the literal ones, one
 * comparison for each pattern. Immutable, for any number of threads; asking allocates nothing.
 */
public final class SubjectSet {
    /** Matches nothing. */
    public static final SubjectSet EMPTY = of(List.of());

    private final ByteTable<Member> literals = new ByteTable<>();
    private final byte[][] patterns;

    private SubjectSet(Collection<String> subjects) {
        List<byte[]> wild = new ArrayList<>();
        for (String subject : subjects) {
            byte[] bytes = ByteText.bytes(subject);
            if (Subjects.hasWildcard(bytes, 0, bytes.length)) {
                wild.add(bytes);
            } else if (literals.find(bytes, 0, bytes.length, hash(bytes)) == null) {
                literals.add(new Member(bytes));
            }
        }
        this.patterns = wild.toArray(new byte[0][]);
    }

    /** The set of these, each a valid subject. */
    public static SubjectSet of(Collection<String> subjects) {
        return new SubjectSet(subjects);
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return patterns.length == 0 && literals.size() == 0;
    }

    /** Whether a subject, its wildcard tokens taken as text, is matched by any member. */
    public boolean matches(byte[] subject, int offset, int length) {
        if (literals.size() > 0
                && literals.find(subject, offset, length, ByteText.hash(subject, offset, length)) != null) {
            return true;
        }
        for (byte[] pattern : patterns) {
            if (Subjects.matches(subject, offset, length, pattern, 0, pattern.length)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(byte[] bytes) {
        return ByteText.hash(bytes, 0, bytes.length);
    }

    private static final class Member extends ByteTable.Entry {
        Member(byte[] subject) {
            super(subject, hash(subject));
        }
    }
}
