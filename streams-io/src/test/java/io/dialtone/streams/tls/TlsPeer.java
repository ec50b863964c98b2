package io.dialtone.streams.tls;

import io.dialtone.conf.TlsOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A JSSE client and the connection under test, joined by two byte queues that are carried over by hand. */
final class TlsPeer {
    /** Bytes that were written one after the other. */
    static final class Collected implements ByteSink {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private ByteBuffer room = ByteBuffer.allocate(0);

        @Override
        public ByteBuffer room(int atLeast) {
            room = ByteBuffer.allocate(atLeast);
            return room;
        }

        @Override
        public void filled(int bytes) {
            all.write(room.array(), 0, bytes);
        }

        byte[] take() {
            byte[] bytes = all.toByteArray();
            all.reset();
            return bytes;
        }
    }

    final SSLEngine client;
    final TlsConnection server;
    final Collected plainAtServer = new Collected();
    final Collected fromServer = new Collected();
    final ByteArrayOutputStream plainAtClient = new ByteArrayOutputStream();
    final ArrayDeque<byte[]> toClient = new ArrayDeque<>();
    int splitAt = Integer.MAX_VALUE;
    private ByteBuffer clientIn = ByteBuffer.allocate(0);

    @Nullable
    SSLException clientError;

    TlsPeer(TlsOptions options, SSLEngine client) throws TlsConfigurationException {
        this.server = new TlsConnection(TlsContexts.server(options));
        this.client = client;
    }

    static SSLEngine trustingClient(TestAuthority.@Nullable Issued identity, String host) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            if (identity != null) {
                store.setKeyEntry("me", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
            }
            keys.init(store, new char[0]);
            context.init(keys.getKeyManagers(), new TrustManager[] {new Trusting()}, null);
            SSLEngine engine = context.createSSLEngine(host, 4222);
            engine.setUseClientMode(true);
            return engine;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets both sides talk until neither has anything left to say. */
    TlsConnection.Progress run() {
        TlsConnection.Progress progress = TlsConnection.Progress.NEEDS_INPUT;
        try {
            boolean moved = true;
            while (moved) {
                byte[] out = clientStep();
                moved = out.length > 0;
                progress = deliver(out);
                byte[] back = fromServer.take();
                moved |= back.length > 0;
                feedClient(back);
            }
        } catch (SSLException e) {
            clientError = e;
        }
        return progress;
    }

    /** Gives bytes to the server in pieces. */
    TlsConnection.Progress deliver(byte[] bytes) {
        TlsConnection.Progress last = TlsConnection.Progress.NEEDS_INPUT;
        int at = 0;
        do {
            int n = Math.min(splitAt, bytes.length - at);
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, n);
            at += n;
            last = server.advance(piece, plainAtServer, fromServer);
            while (last == TlsConnection.Progress.NEEDS_TASKS) {
                server.tasks().forEach(Runnable::run);
                last = server.advance(piece, plainAtServer, fromServer);
            }
        } while (at < bytes.length && last == TlsConnection.Progress.NEEDS_INPUT);
        return last;
    }

    /** What the client has to say now, handshake included. */
    private byte[] clientStep() throws SSLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (client.getSession().getProtocol().equals("NONE")
                && client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            client.beginHandshake();
        }
        while (true) {
            switch (client.getHandshakeStatus()) {
                case NEED_TASK -> client.getDelegatedTask().run();
                case NEED_WRAP -> out.writeBytes(encrypt(new byte[0]));
                default -> {
                    if (!unwrapOne()) {
                        return out.toByteArray();
                    }
                }
            }
        }
    }

    private boolean unwrapOne() throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
        SSLEngineResult result = client.unwrap(clientIn, plain);
        plainAtClient.write(plain.array(), 0, plain.position());
        return result.getStatus() == SSLEngineResult.Status.OK && result.bytesConsumed() > 0;
    }

    byte[] encrypt(byte[] plain) throws SSLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer source = ByteBuffer.wrap(plain);
        do {
            ByteBuffer cipher = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
            SSLEngineResult result = client.wrap(source, cipher);
            out.write(cipher.array(), 0, cipher.position());
            if (result.bytesProduced() == 0) {
                break;
            }
        } while (source.hasRemaining());
        return out.toByteArray();
    }

    void feedClient(byte[] cipher) throws SSLException {
        ByteBuffer joined = ByteBuffer.allocate(clientIn.remaining() + cipher.length);
        clientIn = joined.put(clientIn).put(cipher).flip();
        while (client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && clientIn.hasRemaining()
                && unwrapOne()) {
            continue;
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
