package io.dialtone.multijvm.kit;

import io.dialtone.app.simulate.Ports;

/** The block of ports that all tests of this JVM share, held until it ends. */
final class PortsOfThisJvm {

    private static final Ports PORTS = Ports.take();

    private PortsOfThisJvm() {}

    static int next() {
        return PORTS.next();
    }
}
