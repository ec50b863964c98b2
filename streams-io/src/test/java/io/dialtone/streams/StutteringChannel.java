package io.dialtone.streams;

import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** A socket that takes at each write as many bytes as it is told to. */
final class StutteringChannel extends SocketChannel {
    private final IntUnaryOperator takes;
    private final StringBuilder written = new StringBuilder();
    private int calls;
    private boolean tookAll;

    /** @param takes the most that the n-th write, from 0, takes */
    StutteringChannel(IntUnaryOperator takes) {
        super(SelectorProvider.provider());
        this.takes = takes;
    }

    String written() {
        return written.toString();
    }

    int calls() {
        return calls;
    }

    /** Whether the last write took all it was offered. */
    boolean tookAll() {
        return tookAll;
    }

    @Override
    public int write(ByteBuffer source) {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        int room = takes.applyAsInt(calls++);
        long taken = 0;
        tookAll = true;
        for (int i = offset; i < offset + length; i++) {
            int n = Math.min(sources[i].remaining(), room);
            byte[] copy = new byte[n];
            sources[i].get(copy);
            written.append(Reading.text(copy, 0, n));
            room -= n;
            taken += n;
            tookAll &= !sources[i].hasRemaining();
        }
        return taken;
    }

    private static UnsupportedOperationException unexpected() {
        return new UnsupportedOperationException("only written to");
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw unexpected();
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        throw unexpected();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw unexpected();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        throw unexpected();
    }

    @Override
    public SocketChannel shutdownInput() {
        throw unexpected();
    }

    @Override
    public SocketChannel shutdownOutput() {
        throw unexpected();
    }

    @Override
    public Socket socket() {
        throw unexpected();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        throw unexpected();
    }

    @Override
    public boolean finishConnect() {
        throw unexpected();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw unexpected();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw unexpected();
    }

    @Override
    public int read(ByteBuffer target) {
        throw unexpected();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw unexpected();
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
}
