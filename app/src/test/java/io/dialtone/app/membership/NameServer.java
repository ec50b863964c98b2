package io.dialtone.app.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name server on the loopback address, over UDP: as much of RFC 1035 and 2782 as it takes to answer for addresses and services. What
 * it does not know does not exist.
 */
final class NameServer implements AutoCloseable {
    private static final int MAX_MESSAGE = 512;
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int INTERNET = 1;
    private static final int NO_SUCH_NAME = 3;
    /** Short, so that a change is seen soon. */
    private static final int TTL_SECONDS = 1;

    private final DatagramSocket socket;
    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, List<Service>> services = new ConcurrentHashMap<>();

    /** Where a service is. */
    record Service(String host, int port) {}

    private record Question(int id, String name, int type) {}

    NameServer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    /** For the configuration of those who ask. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** A name has these addresses from now on. */
    NameServer addresses(String name, String... ips) {
        addresses.put(name, List.of(ips));
        return this;
    }

    /** A name such as {@code _port._tcp.service} has these places from now on. */
    NameServer services(String name, Service... places) {
        services.put(name, List.of(places));
        return this;
    }

    private void serve() {
        byte[] room = new byte[MAX_MESSAGE];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(room, room.length);
                socket.receive(packet);
                byte[] answer = answer(question(ByteBuffer.wrap(room, 0, packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | BufferUnderflowException e) {
                // Closed, or no question: the loop's condition tells which.
                continue;
            }
        }
    }

    private static Question question(ByteBuffer in) {
        int id = in.getShort();
        in.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = in.get(); length > 0; length = in.get()) {
            byte[] label = new byte[length];
            in.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return new Question(id, name.toString().toLowerCase(Locale.ROOT), in.getShort());
    }

    private byte[] answer(Question question) {
        List<Service> places = services.getOrDefault(question.name(), List.of());
        List<String> ips = addresses.getOrDefault(question.name(), List.of());
        boolean known = !places.isEmpty() || !ips.isEmpty();
        int answers = question.type() == SRV ? places.size() : question.type() == A ? ips.size() : 0;
        ByteBuffer out = ByteBuffer.allocate(MAX_MESSAGE);
        // An answer with authority.
        out.putShort((short) question.id()).putShort((short) (0x8400 | (known ? 0 : NO_SUCH_NAME)));
        out.putShort((short) 1).putShort((short) answers).putInt(0);
        name(out, question.name());
        out.putShort((short) question.type()).putShort((short) INTERNET);
        if (question.type() == SRV) {
            places.forEach(place -> service(out, question.name(), place));
        } else if (question.type() == A) {
            ips.forEach(ip -> address(out, question.name(), ip));
        }
        byte[] message = new byte[out.position()];
        out.flip().get(message);
        return message;
    }

    private static void service(ByteBuffer out, String name, Service place) {
        record(out, name, SRV);
        int length = out.position();
        // Its length, once that is known; then priority, weight and port.
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) place.port());
        name(out, place.host());
        out.putShort(length, (short) (out.position() - length - 2));
    }

    private static void address(ByteBuffer out, String name, String ip) {
        record(out, name, A);
        out.putShort((short) 4);
        for (String part : ip.split("\\.", -1)) {
            out.put((byte) Integer.parseInt(part));
        }
    }

    private static void record(ByteBuffer out, String name, int type) {
        name(out, name);
        out.putShort((short) type).putShort((short) INTERNET).putInt(TTL_SECONDS);
    }

    private static void name(ByteBuffer out, String name) {
        for (String label : name.split("\\.", -1)) {
            out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.put((byte) 0);
    }

    @Override
    public void close() {
        socket.close();
    }
}
