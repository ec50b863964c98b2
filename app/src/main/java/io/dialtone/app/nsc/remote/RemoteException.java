package io.dialtone.app.nsc.remote;

import java.io.IOException;

/** Why a server could not be asked, or what it said against it. */
public final class RemoteException extends IOException {
    private static final long serialVersionUID = 1;

    /** With that reason. */
    public RemoteException(String message) {
        super(message);
    }

    /** With that reason, and what was behind it. */
    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
