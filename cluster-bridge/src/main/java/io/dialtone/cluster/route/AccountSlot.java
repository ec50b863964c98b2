package io.dialtone.cluster.route;

import java.nio.charset.StandardCharsets;

/** Which connection of a pool carries the interest of an account. Peers compute the same from the name. */
public final class AccountSlot {
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private AccountSlot() {}

    /** Slot of the account in a pool of this size: of the own size for what is sent, of the sender's for what was received. */
    public static int of(String account, int poolSize) {
        return poolSize <= 1 ? 0 : Integer.remainderUnsigned(hash(account), poolSize);
    }

    /** FNV-1a, 32 bits. */
    static int hash(String account) {
        int hash = FNV_OFFSET;
        for (byte b : account.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
