package io.dialtone.actors;

import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import java.security.SecureRandom;

/**
 * The keys that one run of a server has for itself, made at its start and never stored.
 *
 * @param signing signs authorization requests; its public key is the id of the server
 * @param curve opens what is sealed for the server; its public key is {@code xkey} of INFO
 */
record ServerIdentityKeys(KeyPair signing, CurveKeyPair curve) {
    static ServerIdentityKeys generate() {
        SecureRandom random = new SecureRandom();
        return new ServerIdentityKeys(KeyPair.generate(NkeyType.SERVER, random), CurveKeyPair.generate(random));
    }

    /** The id of the server: {@code N...}. */
    String serverId() {
        return signing.publicKey();
    }

    /** The public curve key: {@code X...}. */
    String curveKey() {
        return curve.publicKey();
    }
}
