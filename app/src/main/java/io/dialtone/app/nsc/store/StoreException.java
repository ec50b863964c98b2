package io.dialtone.app.nsc.store;

import io.dialtone.app.SystemError;
import java.io.IOException;
import java.nio.file.Path;

/** Why the store cannot do it, in words for the user. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    /** With that reason. */
    public StoreException(String message) {
        super(message);
    }

    /** What the system said about a file. */
    static StoreException of(String verb, Path file, IOException cause) {
        return new StoreException(verb + " " + file + ": " + SystemError.reason(cause));
    }
}
