package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.Ports;

/** The block of ports that all tests of this JVM share, held until it ends. */
public final class PortsOfThisJvm {

    private static final Ports PORTS = Ports.take();

    private PortsOfThisJvm() {}

    /** A port that nobody listens at. */
    public static int next() {
        return PORTS.next();
    }
}
