package io.dialtone.app.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ports that must be known before anybody listens. They lie below those that the kernel gives to outgoing connections, in a block that
 * belongs to its owner alone while it holds the lock of a file, and each is tried before it is handed out.
 */
public final class Ports implements AutoCloseable {

    private static final int FIRST = 11_000;
    private static final int BLOCK = 1_000;
    private static final int BLOCKS = 20;

    /**
     * The first ports of the blocks that this JVM has. Their files are not even opened again: the system takes a lock for given back as soon
     * as its process closes any channel of the file.
     */
    private static final Set<Integer> OWN = ConcurrentHashMap.newKeySet();

    private final int first;
    private final FileChannel lock;
    private final AtomicInteger handedOut = new AtomicInteger();

    private Ports(int first, FileChannel lock) {
        this.first = first;
        this.lock = lock;
    }

    /** Takes a block that nobody on this machine has, until it is closed or the JVM ends, however it ends. */
    public static Ports take() {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "dialtone-test-ports");
        try {
            Files.createDirectories(directory);
            for (int block = 0; block < BLOCKS; block++) {
                int first = FIRST + block * BLOCK;
                if (OWN.add(first)) {
                    FileChannel lock = tryLock(directory.resolve(first + ".lock"));
                    if (lock != null) {
                        return new Ports(first, lock);
                    }
                    OWN.remove(first);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("all blocks of ports are in use: " + directory);
    }

    /** The channel must stay open: it is the lock. */
    private static @Nullable FileChannel tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another owner in this JVM, which has loaded this class a second time.
        }
        if (!locked) {
            channel.close();
        }
        return locked ? channel : null;
    }

    /** A port that nobody listens at; the same one comes again only after all others. */
    public int next() {
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

    @Override
    public void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
            OWN.remove(first);
        } catch (IOException e) {
            // Then the end of the JVM gives the block back.
        }
    }
}
