package io.dialtone.streams.tls;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A tls block that cannot be used; the message is what nats-server says about it, without a position. */
public final class TlsConfigurationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TlsConfigurationException(String message) {
        this(message, null);
    }

    TlsConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
