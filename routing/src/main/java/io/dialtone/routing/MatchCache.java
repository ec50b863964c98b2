package io.dialtone.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One reader's memory of what its subjects matched. Not for sharing between threads.
 *
 * <p>A subject seen for the first time is matched into a scratch result and only its hash is noted, so that subjects used
 * once (reply inboxes) allocate nothing; when it comes again it gets an entry. An entry is good while the generations of
 * the two slices concerned are what they were.
 *
 * <p>The table grows with the number of subjects in use, from {@value #FIRST_CAPACITY} to {@value #LAST_CAPACITY} entries.
 * The room for notes grows, up to {@value #LAST_NOTES}, when subjects push each other's out before they come again:
 * otherwise none of many subjects used in turn would ever get in.
 */
public final class MatchCache {
    private static final int FIRST_CAPACITY = 16;
    private static final int LAST_CAPACITY = 65_536;
    private static final int LAST_NOTES = 4096;
    private static final int PROBES = 4;

    private SubjectSpace space;
    private SubjectIndex wild;
    private @Nullable RemoteSpace remote;
    private @Nullable Entry[] entries = new Entry[FIRST_CAPACITY];
    /** Hashes of subjects seen once, each at one place. */
    private int[] seen = new int[FIRST_CAPACITY];

    private int displaced;
    private int count;
    private @Nullable Entry last;
    private final MatchResult scratch = new MatchResult();
    private long hits;
    private long lookups;

    private static final class Entry {
        final byte[] subject;
        final int hash;
        final SubjectIndex slice;
        /** Of what other servers want; null where there are none. */
        final @Nullable SubjectIndex remoteSlice;

        MatchResult result;
        long generation;
        long wildGeneration;
        long remoteVersion;

        Entry(byte[] subject, int hash, SubjectIndex slice, @Nullable SubjectIndex remoteSlice, MatchResult result) {
            this.subject = subject;
            this.hash = hash;
            this.slice = slice;
            this.remoteSlice = remoteSlice;
            this.result = result;
        }
    }

    public MatchCache(SubjectSpace space) {
        this.space = space;
        this.wild = space.slice(SubjectSpace.WILD_SLICE);
        this.remote = space.remote();
    }

    /** Forgets everything and matches in another space from here on. */
    public void reset(SubjectSpace other) {
        space = other;
        wild = other.slice(SubjectSpace.WILD_SLICE);
        remote = other.remote();
        entries = new Entry[FIRST_CAPACITY];
        seen = new int[FIRST_CAPACITY];
        displaced = 0;
        count = 0;
        last = null;
    }

    /**
     * What {@code subject[from, from + length)} matches now. The result is to be used before the next call and not kept.
     */
    public MatchResult match(byte[] subject, int from, int length) {
        lookups++;
        Entry e = last;
        if (e != null && ByteText.equals(e.subject, subject, from, length) && isFresh(e)) {
            hits++;
            return e.result;
        }
        int hash = ByteText.hash(subject, from, length);
        @Nullable Entry[] table = entries;
        int mask = table.length - 1;
        for (int p = 0; p < PROBES; p++) {
            e = table[hash + p & mask];
            if (e == null) {
                break;
            }
            if (e.hash == hash && ByteText.equals(e.subject, subject, from, length)) {
                if (isFresh(e)) {
                    hits++;
                } else {
                    refresh(e);
                }
                last = e;
                return e.result;
            }
        }
        return miss(subject, from, length, hash);
    }

    /** The subject that was found in here last, which nobody may change; null for none. */
    public byte @Nullable [] lastSubject() {
        Entry e = last;
        return e == null ? null : e.subject;
    }

    private boolean isFresh(Entry e) {
        SubjectIndex remoteSlice = e.remoteSlice;
        RemoteSpace others = remote;
        return e.generation == e.slice.generation()
                && e.wildGeneration == wild.generation()
                && (remoteSlice == null || others == null || e.remoteVersion == others.version(remoteSlice));
    }

    /** The generations are read before the match: a change between the two makes the entry stale, never wrong. */
    private void refresh(Entry e) {
        e.generation = e.slice.generation();
        e.wildGeneration = wild.generation();
        SubjectIndex remoteSlice = e.remoteSlice;
        RemoteSpace others = remote;
        e.remoteVersion = remoteSlice == null || others == null ? 0 : others.version(remoteSlice);
        space.match(e.subject, 0, e.subject.length, scratch);
        e.result = scratch.copy();
    }

    private MatchResult miss(byte[] subject, int from, int length, int hash) {
        if (!isNoted(hash)) {
            space.match(subject, from, length, scratch);
            return scratch;
        }
        byte[] copy = Arrays.copyOfRange(subject, from, from + length);
        int slice = SubjectSpace.sliceOfSubject(copy, 0, length);
        RemoteSpace others = remote;
        Entry e = new Entry(copy, hash, space.slice(slice), others == null ? null : others.slice(slice), scratch);
        refresh(e);
        insert(e);
        last = e;
        return e.result;
    }

    /** Whether a subject of this hash was noted before; notes it otherwise. */
    private boolean isNoted(int hash) {
        int at = hash >>> 7 & seen.length - 1;
        int before = seen[at];
        if (before == hash) {
            return true;
        }
        if (before != 0 && displaces()) {
            at = hash >>> 7 & seen.length - 1;
        } else if (before != 0) {
            return false;
        }
        seen[at] = hash;
        return false;
    }

    /**
     * Whether a note gives way to another subject's: every other time, so that of two that come in turn one gets in. Makes
     * more room when that happens often.
     */
    private boolean displaces() {
        if (++displaced > seen.length && seen.length < LAST_NOTES) {
            seen = new int[seen.length * 4];
            displaced = 0;
        }
        return (displaced & 1) == 0;
    }

    private void insert(Entry e) {
        int mask = entries.length - 1;
        for (int p = 0; p < PROBES; p++) {
            if (entries[e.hash + p & mask] == null) {
                entries[e.hash + p & mask] = e;
                count++;
                return;
            }
        }
        if (count * 4 >= entries.length && entries.length < LAST_CAPACITY) {
            grow();
            insert(e);
        } else {
            entries[e.hash + (e.hash >>> 20 & PROBES - 1) & mask] = e;
        }
    }

    private void grow() {
        @Nullable Entry[] old = entries;
        entries = new Entry[old.length * 4];
        count = 0;
        int mask = entries.length - 1;
        for (Entry e : old) {
            for (int p = 0; e != null && p < PROBES; p++) {
                if (entries[e.hash + p & mask] == null) {
                    entries[e.hash + p & mask] = e;
                    count++;
                    break;
                }
            }
        }
    }

    /** Entries it holds. */
    public int size() {
        return count;
    }

    /** Matches answered from memory. */
    public long hits() {
        return hits;
    }

    /** Matches asked for. */
    public long lookups() {
        return lookups;
    }
}
