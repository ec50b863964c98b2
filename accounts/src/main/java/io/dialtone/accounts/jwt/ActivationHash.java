package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.Base32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Names of activations and ids of claims: base32 of a hash. */
final class ActivationHash {
    private ActivationHash() {}

    static String of(ActivationClaims activation) throws JwtException {
        String subject = activation.importSubject();
        if (activation.issuer().isEmpty() || activation.subject().isEmpty() || subject.isEmpty()) {
            throw new JwtException("not enough data in the activaion claims to create a hash");
        }
        String base = activation.issuer() + "." + activation.subject() + "." + literalPart(subject);
        // 52 digits of base32, padded to a multiple of eight.
        return Base32.encode(digest("SHA-256", base)) + "====";
    }

    /** What stands before the first wildcard; an underscore when nothing does. */
    private static String literalPart(String subject) {
        String[] tokens = ClaimSubject.tokens(subject);
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i].equals("*") || tokens[i].equals(">")) {
                String before = String.join(".", Arrays.copyOf(tokens, i));
                return i == 0 ? "_" : before.isEmpty() ? subject : before;
            }
        }
        return subject;
    }

    static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
