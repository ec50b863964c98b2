package io.dialtone.app.testkit;

import io.dialtone.app.simulate.Ports;

/** Ports for those who cannot say which one they took; never one that an outgoing connection may get in the meantime. */
public final class FreePort {
    private static final Ports PORTS = Ports.take();

    private FreePort() {}

    /** One that nobody listens at. */
    public static int next() {
        return PORTS.next();
    }
}
