package io.dialtone.actors;

import io.dialtone.accounts.Nkeys;
import java.security.SecureRandom;

/** The public keys that name one run of a server, in nkey text form. Nothing is signed with them yet. */
record ServerIdentityKeys(String serverId, String curveKey) {
    private static final int KEY_BYTES = 32;

    static ServerIdentityKeys generate() {
        SecureRandom random = new SecureRandom();
        return new ServerIdentityKeys(key(Nkeys.Kind.SERVER, random), key(Nkeys.Kind.CURVE, random));
    }

    private static String key(Nkeys.Kind kind, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Nkeys.encode(kind, bytes);
    }
}
