package io.dialtone.app.accountserver;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where tokens of accounts are. For any number of threads. */
interface AccountTokens {
    /** The token of an account; null when there is none. */
    @Nullable
    String find(String publicKey) throws IOException;

    /** Keeps the token of an account in place of the one before. Only where {@link #isWritable}. */
    void save(String publicKey, String token) throws IOException;

    /** Whether tokens can be kept here. */
    boolean isWritable();

    /** Looks at the files again; the time of change of each account's, in milliseconds of the epoch. */
    Map<String, Long> scan() throws IOException;
}
