package io.dialtone.app.simulate;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The connections that one caller makes to one server, and what becomes of them: two {@link Line}s and the admission of new connections.
 *
 * <pre>
 *             ┌─ forth ─→┐
 *   caller ───┤          ├─── server
 *             └─←─ back ─┘
 * </pre>
 */
public final class Link {

    private final Line forth = new Line();
    private final Line back = new Line();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean blocked;
    private volatile @Nullable CountDownLatch gate;
    private final AtomicReference<@Nullable CountDownLatch> swap = new AtomicReference<>();

    /** From the caller to the server. */
    public Line forth() {
        return forth;
    }

    /** From the server to the caller. */
    public Line back() {
        return back;
    }

    /** Half of it in each direction. */
    public Link rtt(Duration rtt) {
        forth.delay(rtt.dividedBy(2));
        back.delay(rtt.dividedBy(2));
        return this;
    }

    /** Stalls both directions, also of connections yet to come: packets are lost, nobody is told. */
    public Link silence() {
        forth.stall();
        back.stall();
        return this;
    }

    /** Half open: both peers believe in the connection, and neither hears anything. {@link #heal} ends the connections that lost bytes. */
    public Link swallow() {
        forth.swallow();
        back.swallow();
        return this;
    }

    /** Ends the connections that are open; new ones may come. */
    public Link cut(Ending ending) {
        connections.forEach(connection -> connection.cut(ending));
        return this;
    }

    /** Ends the connections that are open and resets new ones as soon as they are made. */
    public Link block(Ending ending) {
        blocked = true;
        return cut(ending);
    }

    /** New connections are made, as far as the caller sees, and do not reach the server until {@link #releaseOpenings} or {@link #heal}. */
    public Link holdOpenings() {
        gate = new CountDownLatch(1);
        return this;
    }

    public Link releaseOpenings() {
        CountDownLatch closed = gate;
        gate = null;
        if (closed != null) {
            closed.countDown();
        }
        return this;
    }

    /** The next connection reaches the server only after the one that comes after it has sent its first bytes there. */
    public Link swapNextOpenings() {
        swap.set(new CountDownLatch(1));
        return this;
    }

    /** Everything flows again. Delays and bandwidths stay; connections that lost bytes are reset, since nothing can mend them. */
    public Link heal() {
        blocked = false;
        connections.stream().filter(ProxiedConnection::lostBytes).forEach(connection -> connection.cut(Ending.RST));
        forth.flow();
        back.flow();
        return releaseOpenings();
    }

    /** Whether a connection that is open cannot be mended any more: some of its bytes were swallowed. */
    boolean hasLostBytes() {
        return connections.stream().anyMatch(ProxiedConnection::lostBytes);
    }

    /** How many connections are open. */
    public int size() {
        return connections.size();
    }

    boolean admits() {
        return !blocked;
    }

    void opened(ProxiedConnection connection) {
        connections.add(connection);
        if (blocked) {
            connection.cut(Ending.RST);
        }
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    /** Waits until an opening may go on; the answer is to be run when its first bytes have reached the server. */
    Runnable awaitOpening() throws InterruptedException {
        CountDownLatch closed = gate;
        if (closed != null) {
            closed.await();
        }
        CountDownLatch other = swap.get();
        if (other == null) {
            return () -> {};
        }
        return turn(other);
    }

    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();

    private Runnable turn(CountDownLatch latch) throws InterruptedException {
        if (waiting.add(latch)) {
            latch.await();
            waiting.remove(latch);
            return () -> {};
        }
        swap.compareAndSet(latch, null);
        return latch::countDown;
    }
}
