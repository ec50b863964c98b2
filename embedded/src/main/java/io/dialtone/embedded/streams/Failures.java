package io.dialtone.embedded.streams;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What went wrong, without what futures wrap around it. */
final class Failures {
    private Failures() {}

    static Throwable cause(@Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure == null ? new ConnectionClosedException("the connection is closed") : failure;
    }
}
