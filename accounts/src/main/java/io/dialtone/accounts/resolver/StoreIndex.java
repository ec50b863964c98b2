package io.dialtone.accounts.resolver;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds: of each account the hash of its token and when it goes, from the least recently used on. Not for several
 * threads.
 */
final class StoreIndex {
    private static final int HASH_BYTES = 32;

    private final LinkedHashMap<String, Entry> entries;
    private final byte[] sum = new byte[HASH_BYTES];

    /**
     * @param expiresMillis of the epoch; {@link Long#MAX_VALUE}: never
     */
    private record Entry(byte[] hash, long expiresMillis) {}

    /**
     * @param byUse whether looking at an entry makes it the most recently used
     */
    StoreIndex(boolean byUse) {
        this.entries = new LinkedHashMap<>(16, 0.75f, byUse);
    }

    static byte[] hash(byte[] token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    void put(String account, byte[] hash, long expiresMillis) {
        remove(account);
        entries.put(account, new Entry(hash, expiresMillis));
        mix(hash);
    }

    /** Makes an entry the most recently used. */
    void used(String account) {
        entries.get(account);
    }

    /** Puts off the end of an entry. */
    void postpone(String account, long expiresMillis) {
        entries.computeIfPresent(account, (key, old) -> new Entry(old.hash, expiresMillis));
    }

    void remove(String account) {
        Entry old = entries.remove(account);
        if (old != null) {
            mix(old.hash);
        }
    }

    private void mix(byte[] hash) {
        for (int i = 0; i < HASH_BYTES; i++) {
            sum[i] ^= hash[i];
        }
    }

    boolean contains(String account) {
        return entries.containsKey(account);
    }

    boolean holds(String account, byte[] hash) {
        Entry entry = entries.get(account);
        return entry != null && Arrays.equals(entry.hash, hash);
    }

    int size() {
        return entries.size();
    }

    /** The least recently used; null when empty. */
    @Nullable
    String eldest() {
        return entries.isEmpty() ? null : entries.keySet().iterator().next();
    }

    List<String> accounts() {
        return new ArrayList<>(entries.keySet());
    }

    List<String> expired(long nowMillis) {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Entry> e : entries.entrySet()) {
            if (e.getValue().expiresMillis <= nowMillis) {
                over.add(e.getKey());
            }
        }
        return over;
    }

    /** XOR of all hashes. */
    byte[] sum() {
        return sum.clone();
    }
}
