package io.dialtone.actors;

import io.dialtone.conf.Options;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Where clients reach a server, as other servers and clients are told. */
final class ClientUrls {
    private ClientUrls() {}

    /**
     * What is advertised, or the address that is listened on; where that is every address, each that others may reach.
     *
     * @param port that is bound
     * @return {@code host:port}, IPv6 addresses in brackets
     */
    static List<String> of(Options options, int port) {
        return of(options.client().advertise(), options.client().host(), port);
    }

    /** The same of the port for WebSockets. */
    static List<String> ofWebSockets(Options options, int port) {
        return of(options.webSocket().advertise(), options.webSocket().host(), port);
    }

    private static List<String> of(String advertised, String host, int port) {
        if (!advertised.isEmpty()) {
            return List.of(HostAndPort.of(advertised, port).toString());
        }
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            List<String> all = new ArrayList<>();
            for (InetAddress address : reachable()) {
                all.add(new HostAndPort(AddressText.of(address), port).toString());
            }
            return all.isEmpty() ? List.of(new HostAndPort(host.isEmpty() ? "0.0.0.0" : host, port).toString()) : all;
        }
        return List.of(new HostAndPort(host, port).toString());
    }

    private static List<InetAddress> reachable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress()
                            && !a.isLinkLocalAddress()
                            && !a.isMulticastAddress()
                            && !a.isAnyLocalAddress())
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
