package io.dialtone.accounts.keys;

import java.io.Serial;

/** A key, a signature or a sealed message that is not right; the message is the one that NATS tools print. */
public final class NkeyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    static final String INVALID_ENCODING = "nkeys: invalid encoded key";
    static final String INVALID_CHECKSUM = "nkeys: invalid checksum";
    static final String INVALID_PREFIX = "nkeys: invalid prefix byte";
    static final String INVALID_PUBLIC_KEY = "nkeys: invalid public key";
    static final String INVALID_SEED = "nkeys: invalid seed";
    static final String INVALID_SEED_LENGTH = "nkeys: invalid seed length";
    static final String INVALID_CURVE_SEED = "nkeys: not a valid curve seed";
    static final String CURVE_CANNOT_SIGN = "nkeys: curve key is not valid for sign/verify";
    static final String INVALID_RECIPIENT = "nkeys: not a valid recipient public curve key";
    static final String INVALID_SENDER = "nkeys: not a valid sender public curve key";
    static final String INVALID_ENCRYPTED = "nkeys: encrypted input is not valid";
    static final String WRONG_VERSION = "nkeys: encrypted input wrong version";
    static final String COULD_NOT_DECRYPT = "nkeys: could not decrypt input";

    private final String text;

    NkeyException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong; never null. */
    @Override
    public String getMessage() {
        return text;
    }
}
