package io.dialtone.streams;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchCache;
import io.dialtone.routing.SubjectSpace;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that messages of one link name, each with what their subjects matched. Finds an account by the bytes of its name
 * without making a string of them.
 */
final class LinkAccountTable {
    private static final int FIRST_CAPACITY = 8;

    private final LinkPath path;
    private @Nullable Entered[] table = new Entered[FIRST_CAPACITY];
    private int count;
    private @Nullable Entered last;

    /** One account. */
    record Entered(byte[] name, int hash, SubjectSpace space, MatchCache cache) {}

    LinkAccountTable(LinkPath path) {
        this.path = path;
    }

    /** The account named {@code bytes[from, from + length)}; null when it is not known. */
    @Nullable
    Entered find(byte[] bytes, int from, int length) {
        Entered e = last;
        if (e != null && ByteText.equals(e.name, bytes, from, length)) {
            return e;
        }
        int hash = ByteText.hash(bytes, from, length);
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            e = table[i];
            if (e == null) {
                return enter(bytes, from, length, hash);
            }
            if (e.hash == hash && ByteText.equals(e.name, bytes, from, length)) {
                last = e;
                return e;
            }
        }
    }

    private @Nullable Entered enter(byte[] bytes, int from, int length, int hash) {
        SubjectSpace space = path.account(new String(bytes, from, length, StandardCharsets.UTF_8));
        if (space == null) {
            return null;
        }
        Entered fresh = new Entered(Arrays.copyOfRange(bytes, from, from + length), hash, space, new MatchCache(space));
        if ((count + 1) * 2 > table.length) {
            @Nullable Entered[] old = table;
            table = new Entered[old.length * 2];
            for (Entered e : old) {
                if (e != null) {
                    put(e);
                }
            }
        }
        put(fresh);
        count++;
        last = fresh;
        return fresh;
    }

    private void put(Entered e) {
        int mask = table.length - 1;
        int i = e.hash & mask;
        while (table[i] != null) {
            i = i + 1 & mask;
        }
        table[i] = e;
    }
}
