package io.dialtone.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between the ends of one connection and passes on what they say in pieces of a given size. */
final class PieceRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final Socket onward;
    private final int size;

    PieceRelay(InetSocketAddress to, int size) throws IOException {
        this.size = size;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.onward = new Socket(to.getAddress(), to.getPort());
        onward.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void serve() {
        try (Socket dialled = listener.accept()) {
            dialled.setTcpNoDelay(true);
            Thread back = Thread.ofPlatform().daemon().start(() -> pump(onward, dialled));
            pump(dialled, onward);
            back.join();
        } catch (IOException | InterruptedException e) {
            // The test is over, or it fails by itself without the bytes.
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[size];
            int n;
            while ((n = in.read(piece)) > 0) {
                out.write(piece, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        onward.close();
    }
}
