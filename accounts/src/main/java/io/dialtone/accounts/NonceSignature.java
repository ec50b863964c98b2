package io.dialtone.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Checks that the nonce of INFO was signed with a user's key. */
final class NonceSignature {
    private NonceSignature() {}

    /**
     * @param nonce as INFO showed it: its characters are signed, not what they may encode
     * @param signature base64, with the URL alphabet and no padding or with the standard one and padding
     * @return null when it is right, else why not, for the log
     */
    static @Nullable String problem(String nkey, String nonce, String signature) {
        if (signature.isEmpty()) {
            return "Signature missing";
        }
        byte[] bytes = decode(signature);
        if (bytes == null) {
            return "Signature not valid base64";
        }
        byte[] key = Nkeys.decode(Nkeys.Kind.USER, nkey);
        if (key == null) {
            return "User nkey not valid";
        }
        return isVerified(key, nonce, bytes) ? null : "Signature not verified";
    }

    /** Whether one of the keys of trusted proxies made the signature: base64 with the URL alphabet, no padding. */
    static boolean isOfProxy(List<String> trusted, String nonce, String signature) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        for (String proxy : trusted) {
            byte[] key = Nkeys.decode(proxy);
            if (key != null && isVerified(key, nonce, bytes)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVerified(byte[] key, String nonce, byte[] signature) {
        byte[] text = nonce.getBytes(StandardCharsets.US_ASCII);
        return signature.length == Ed25519.SIGNATURE_SIZE && Ed25519.verify(signature, 0, key, 0, text, 0, text.length);
    }

    private static byte @Nullable [] decode(String signature) {
        // Go's decoders pass over line ends.
        String text = signature.replace("\r", "").replace("\n", "");
        try {
            if (text.indexOf('=') < 0) {
                return Base64.getUrlDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            return standard(text);
        }
        return standard(text);
    }

    private static byte @Nullable [] standard(String text) {
        try {
            return text.length() % 4 == 0 ? Base64.getDecoder().decode(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
