package io.dialtone.app.simulate;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Moves the bytes of one direction, in two virtual threads: one reads and notes when each piece is due, the other waits for that moment
 * and writes. What is on its way is bounded, so a slow receiver still slows the sender.
 */
final class Pump {

    private static final int PIECE = 16 * 1024;
    private static final int PIECES_ON_THE_WAY = 256;

    private record Parcel(byte[] bytes, long due) {}

    private static final Parcel END = new Parcel(new byte[0], 0);

    private final ProxiedConnection connection;
    private final Line line;
    private final Socket from;
    private final Socket to;
    private final Runnable firstBytes;
    private final BlockingQueue<Parcel> onTheWay = new ArrayBlockingQueue<>(PIECES_ON_THE_WAY);

    Pump(ProxiedConnection connection, Line line, Socket from, Socket to, Runnable firstBytes) {
        this.connection = connection;
        this.line = line;
        this.from = from;
        this.to = to;
        this.firstBytes = firstBytes;
    }

    void start() {
        Thread.ofVirtual().name("proxy-read").start(this::read);
        Thread.ofVirtual().name("proxy-write").start(this::write);
    }

    private void read() {
        try {
            byte[] piece = new byte[PIECE];
            for (int n = from.getInputStream().read(piece);
                    n >= 0;
                    n = from.getInputStream().read(piece)) {
                onTheWay.put(new Parcel(Arrays.copyOf(piece, n), line.due(System.nanoTime())));
                line.awaitFlow();
            }
            onTheWay.put(END);
        } catch (IOException reset) {
            connection.cut(Ending.RST);
            onTheWay.clear();
            onTheWay.offer(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            boolean first = true;
            for (Parcel parcel = onTheWay.take(); parcel != END; parcel = onTheWay.take()) {
                deliver(parcel);
                if (first) {
                    first = false;
                    firstBytes.run();
                }
            }
            line.awaitFlow();
            to.shutdownOutput();
        } catch (IOException reset) {
            connection.cut(Ending.RST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.pumpEnded();
        }
    }

    private void deliver(Parcel parcel) throws IOException, InterruptedException {
        for (long wait = parcel.due - System.nanoTime(); wait > 0; wait = parcel.due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        line.awaitFlow();
        if (line.swallows()) {
            connection.losesBytes();
            return;
        }
        line.carry(parcel.bytes.length);
        to.getOutputStream().write(parcel.bytes);
    }
}
