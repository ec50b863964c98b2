package io.dialtone.embedded;

import io.dialtone.streams.InProcessPeer;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client without a socket, as one run of a server knows it. */
final class PeerOfRun implements InProcessPeer {
    private final ProtocolPeer peer;
    private final Waiting waiting;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Those whom the server has not answered: it may end before it does. */
    static final class Waiting {
        private final Set<PeerOfRun> peers = ConcurrentHashMap.newKeySet();
        private volatile boolean over;

        PeerOfRun add(ProtocolPeer peer) {
            PeerOfRun one = new PeerOfRun(peer, this);
            peers.add(one);
            return one;
        }

        /** The server does not answer any more. */
        void end() {
            over = true;
            peers.forEach(peer -> peer.ended("Server Shutdown"));
        }

        /** Whoever came after the end learns of it. */
        void recheck(PeerOfRun late) {
            if (over) {
                late.ended("Server Shutdown");
            }
        }
    }

    private PeerOfRun(ProtocolPeer peer, Waiting waiting) {
        this.peer = peer;
        this.waiting = waiting;
    }

    @Override
    public void attached(Bell bell) {
        waiting.peers.remove(this);
        peer.attached(new Rung(bell));
    }

    private record Rung(Bell bell) implements ProtocolPeer.Bell {
        @Override
        public void readable() {
            bell.readable();
        }

        @Override
        public void writable() {
            bell.writable();
        }
    }

    @Override
    public int read(ByteBuffer into) {
        return peer.read(into);
    }

    @Override
    public int write(byte[] source, int from, int count) {
        return peer.write(source, from, count);
    }

    @Override
    public int write(ByteBuffer source, int from, int count) {
        return peer.write(source, from, count);
    }

    @Override
    public void ended(String reason) {
        waiting.peers.remove(this);
        if (over.compareAndSet(false, true)) {
            peer.ended(reason);
        }
    }
}
