package io.dialtone.app.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code <program>_<pid>.ports}: where each listener of this process can be reached, as one line of JSON. Written when all of them are
 * up, deleted at an orderly end. Test launchers poll for it, and read its name from the program they started.
 */
final class PortsFile {
    private final Path file;

    private PortsFile(Path file) {
        this.file = file;
    }

    static PortsFile in(String directory, Program program) {
        return new PortsFile(Path.of(directory, program.name() + "_" + program.pid() + ".ports"));
    }

    /**
     * @param listeners URL scheme and address of each, by nats-server's name for its kind, in its order
     */
    void write(Map<String, Listening> listeners) throws IOException {
        String json = listeners.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + urls(e.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        // Moved into place: nobody sees half of it.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, json);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes it; complains when someone else has. */
    void delete() throws IOException {
        Files.delete(file);
    }

    Path path() {
        return file;
    }

    private static String urls(Listening listening) {
        return hosts(listening.address()).stream()
                .map(host -> "\"" + listening.scheme() + "://"
                        + HostPort.join(host, listening.address().getPort()) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> hosts(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return List.of(text(bound.getAddress()));
        }
        List<String> all = new ArrayList<>();
        try {
            for (NetworkInterface face : (Iterable<NetworkInterface>) NetworkInterface.networkInterfaces()::iterator) {
                face.inetAddresses().map(PortsFile::text).forEach(all::add);
            }
        } catch (SocketException e) {
            all.add("127.0.0.1");
        }
        return all;
    }

    /** Without the name of the interface, which a URL has no place for. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** One listener. */
    record Listening(String scheme, InetSocketAddress address) {}
}
