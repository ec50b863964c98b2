package io.dialtone.app.nsc;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Signing keys of an operator or account. */
final class SigningKeyOptions {
    /** In place of a key: make one. */
    static final String GENERATE = "generate";

    @Option(
            names = "--sk",
            split = ",",
            paramLabel = "KEY",
            description = "Add a signing key: public key, seed, file, or 'generate' for a new one.")
    List<String> add = new ArrayList<>();

    @Option(names = "--rm-sk", split = ",", paramLabel = "KEY", description = "Remove a signing key.")
    List<String> remove = new ArrayList<>();

    boolean isSet() {
        return !add.isEmpty() || !remove.isEmpty();
    }

    /** Public keys of those to add. */
    List<String> added(Session session, NkeyType type) throws NscException, StoreException {
        List<String> keys = new ArrayList<>();
        for (String text : add) {
            keys.add(publicKey(session, type, text));
        }
        return keys;
    }

    /** The public key that a text means; the seed is kept where the text brings one. */
    static String publicKey(Session session, NkeyType type, String text) throws NscException, StoreException {
        if (Nkeys.isPublic(type, text)) {
            return text;
        }
        KeyPair pair;
        if (text.equals(GENERATE)) {
            pair = KeyPair.generate(type, session.world.random());
        } else {
            pair = session.signers.resolve(text, type);
        }
        session.keys.store(pair);
        return pair.publicKey();
    }
}
