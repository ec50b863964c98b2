package io.dialtone.app.logging;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A way to a syslog. Not for several threads. */
interface SyslogTransport extends AutoCloseable {
    void send(byte[] packet) throws IOException;

    @Override
    void close();

    /** Makes a connection. */
    interface Dialer {
        SyslogTransport dial() throws IOException;
    }

    /** What syslog daemons listen on. */
    List<Path> LOCAL_SOCKETS = List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    /**
     * The syslog of this machine: its stream socket, or, as that is mostly a datagram socket which Java cannot speak to, a
     * {@code logger} process.
     *
     * @param sockets where to look for it, in order
     */
    static SyslogTransport local(List<Path> sockets, String program, long pid) throws IOException {
        for (Path socket : sockets) {
            try {
                return channel(stream(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket)));
            } catch (IOException e) {
                // The next one, then.
            }
        }
        for (Path socket : sockets) {
            if (Files.exists(socket)) {
                return LoggerProcess.start(socket, program, pid);
            }
        }
        throw new IOException("Unix syslog delivery error");
    }

    static SyslogTransport remote(String url) throws IOException {
        URI uri = URI.create(url);
        return switch (String.valueOf(uri.getScheme())) {
            case "udp" -> channel(datagram(address(uri)));
            case "tcp" -> channel(stream(StandardProtocolFamily.INET6, address(uri)));
            case "unix" -> channel(stream(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(uri.getPath())));
            default -> throw new IOException("invalid remote syslog URL \"" + url + "\"");
        };
    }

    private static InetSocketAddress address(URI uri) throws IOException {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IOException("dial " + uri.getScheme() + ": address " + uri.getAuthority() + ": missing port");
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (address.isUnresolved()) {
            throw new IOException("dial " + uri.getScheme() + ": lookup " + uri.getHost() + ": no such host");
        }
        return address;
    }

    private static WritableByteChannel datagram(SocketAddress to) throws IOException {
        return DatagramChannel.open().connect(to);
    }

    private static WritableByteChannel stream(StandardProtocolFamily family, SocketAddress to) throws IOException {
        SocketChannel channel =
                family == StandardProtocolFamily.UNIX ? SocketChannel.open(family) : SocketChannel.open();
        try {
            channel.connect(to);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SyslogTransport channel(WritableByteChannel channel) {
        return new SyslogTransport() {
            @Override
            public void send(byte[] packet) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(packet);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }

            @Override
            public void close() {
                try {
                    channel.close();
                } catch (IOException e) {
                    // Nothing is left to be sent.
                }
            }
        };
    }
}
