package io.dialtone.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** A configured password or token: as it is, or its bcrypt hash. */
public final class Secret {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$\\d{2}\\$.*", Pattern.DOTALL);

    private Secret() {}

    /** Whether this is the hash of a password, so that comparing takes long on purpose. */
    public static boolean isHash(String configured) {
        return BCRYPT.matcher(configured).matches();
    }

    /** Compares in a time that does not tell how much was right. A hash takes milliseconds to a second. */
    public static boolean matches(String configured, String given) {
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        if (!isHash(configured)) {
            return MessageDigest.isEqual(configured.getBytes(StandardCharsets.UTF_8), bytes);
        }
        try {
            // The variants differ in how long-gone programs hashed: 2x and 2y are hashed as 2b today.
            String hash = configured.startsWith("$2x") ? "$2y" + configured.substring(3) : configured;
            return OpenBSDBCrypt.checkPassword(hash, bytes);
        } catch (RuntimeException e) {
            // Not a hash after all: nobody knows the password.
            return false;
        }
    }
}
