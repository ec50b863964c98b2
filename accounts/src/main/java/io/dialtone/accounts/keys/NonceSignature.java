package io.dialtone.accounts.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of the nonce that INFO shows: its characters are signed, not what they may encode. A signature is base64, with the URL
 * alphabet and no padding or, of a user, with the standard one and padding.
 */
public final class NonceSignature {
    private NonceSignature() {}

    /** What a client sends in {@code sig}. */
    public static String sign(KeyPair key, String nonce) {
        return Base64Text.encode(key.sign(bytes(nonce)));
    }

    /**
     * Judges the signature of a user.
     *
     * @return null when it is right, else why not, for the log
     */
    public static @Nullable String problem(String nkey, String nonce, String signature) {
        if (signature.isEmpty()) {
            return "Signature missing";
        }
        byte[] decoded = Base64Text.decode(signature);
        decoded = decoded == null ? Base64Text.decodePadded(signature) : decoded;
        if (decoded == null) {
            return "Signature not valid base64";
        }
        PublicNkey key = PublicNkey.of(nkey);
        if (key == null || key.type() != NkeyType.USER) {
            return "User nkey not valid";
        }
        return key.verify(bytes(nonce), decoded) ? null : "Signature not verified";
    }

    /** Whether one of the keys of trusted proxies made the signature. */
    public static boolean isOfProxy(List<String> trusted, String nonce, String signature) {
        byte[] decoded = Base64Text.decode(signature);
        if (decoded == null) {
            return false;
        }
        for (String proxy : trusted) {
            PublicNkey key = PublicNkey.of(proxy);
            if (key != null && key.verify(bytes(nonce), decoded)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String nonce) {
        return nonce.getBytes(StandardCharsets.US_ASCII);
    }
}
