package io.dialtone.actors;

import io.dialtone.streams.Session;

/**
 * What INFO tells one client, and when: first of all, behind the answer to its first PING where it is, and afterwards what has
 * changed about the servers. Part of its {@link Connection}, on its loop.
 */
final class ConnectionInfos {
    private final ConnectionVoice voice;
    private final Session session;
    private final ConnectionLogin login;
    private final ConnectionEnd end;
    /** Before this a client expects nothing but the answer to its PING. */
    private boolean firstPongSent;

    ConnectionInfos(ConnectionVoice voice, Session session, ConnectionLogin login, ConnectionEnd end) {
        this.voice = voice;
        this.session = session;
        this.login = login;
        this.end = end;
    }

    /**
     * The first one.
     *
     * @param withIp whether it is known by now where the client is
     */
    void greet(boolean insideTls, boolean withIp) {
        InfoMessage.Peer peer = login.greeting();
        if (insideTls) {
            peer = peer.withTlsRequired();
        } else if (!withIp) {
            peer = peer.withoutIp();
        }
        voice.info(peer);
    }

    /** Answers a PING. */
    void pong() {
        voice.pong();
        if (login.isConnectReceived() && !firstPongSent) {
            firstPongSent = true;
            session.answersPings(true);
            if (login.understandsInfo()) {
                voice.info(login.peerLetIn());
            }
        }
    }

    void serversChanged() {
        if (isHeard()) {
            voice.info(login.peer());
        }
    }

    void enterLameDuck() {
        if (isHeard()) {
            voice.info(login.peer().withLameDuck());
        }
    }

    private boolean isHeard() {
        return login.understandsInfo() && firstPongSent && !end.isDecided();
    }
}
