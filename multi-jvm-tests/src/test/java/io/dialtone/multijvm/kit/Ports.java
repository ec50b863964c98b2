package io.dialtone.multijvm.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ports that must be known before anybody listens. They lie below those that the kernel gives to outgoing connections, in a block that
 * belongs to this JVM alone while it holds the lock of a file, and each is tried before it is handed out.
 */
final class Ports {

    private static final int FIRST = 11_000;
    private static final int BLOCK = 1_000;
    private static final int BLOCKS = 20;

    private final int first;
    private final AtomicInteger handedOut = new AtomicInteger();

    private Ports(int first) {
        this.first = first;
    }

    static Ports ofThisJvm() {
        return Holder.PORTS;
    }

    /** A port that nobody listens at; the same one comes again only after all others. */
    int next() {
        for (int attempt = 0; attempt < BLOCK; attempt++) {
            int port = first + Math.floorMod(handedOut.getAndIncrement(), BLOCK);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + first + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The lock is held until the JVM ends, however it ends. */
    private static final class Holder {

        private static final Ports PORTS = lockBlock();

        private static Ports lockBlock() {
            Path directory = Path.of(System.getProperty("java.io.tmpdir"), "dialtone-test-ports");
            try {
                Files.createDirectories(directory);
                for (int block = 0; block < BLOCKS; block++) {
                    int first = FIRST + block * BLOCK;
                    if (tryLock(directory.resolve(first + ".lock")) != null) {
                        return new Ports(first);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("all blocks of ports are in use: " + directory);
        }

        @SuppressWarnings("resource") // The channel must stay open: it is the lock.
        private static @Nullable FileLock tryLock(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        }
    }
}
