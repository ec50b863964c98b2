package io.dialtone.actors;

import io.dialtone.streams.ConnectionPort;
import io.dialtone.streams.EventLoop;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether one connection is still there, and how far away: PINGs that the server sends when the client has been
 * quiet. On the connection's loop, whose timer and stream call it without a message to the actor, since every connection needs
 * this again and again; the actor hears only that the client is gone.
 */
final class ConnectionPings {
    private static final Duration FIRST_PING = Duration.ofSeconds(2);
    private static final Duration RTT_MAX_AGE = Duration.ofHours(1);

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final ConnectionPort port;
    private final ConnectionVoice voice;
    private final Runnable stale;
    private EventLoop.@Nullable Timer timer;
    private boolean connected;
    private int unanswered;
    private long seenPauses;
    private boolean seenPausing;
    private long sentNanos;
    private long rttTakenNanos;

    /**
     * @param stale told that the client has left too many unanswered
     */
    ConnectionPings(
            ServerContext server, ConnectionInfoCard card, ConnectionPort port, ConnectionVoice voice, Runnable stale) {
        this.server = server;
        this.card = card;
        this.port = port;
        this.voice = voice;
        this.stale = stale;
    }

    /** The client's own traffic may begin. */
    void start() {
        arm(interval());
    }

    /** CONNECT has come: its round-trip time is of interest soon. */
    void connected() {
        connected = true;
        sentNanos = System.nanoTime();
        Duration interval = interval();
        arm(interval.compareTo(FIRST_PING) < 0 ? interval : FIRST_PING);
    }

    private Duration interval() {
        return card.origin().pingInterval(server.options());
    }

    private void arm(Duration base) {
        long millis = base.toMillis();
        if (millis > 0) {
            long spread = connected ? ThreadLocalRandom.current().nextLong(millis / 5 + 1) : 0;
            schedule(Duration.ofMillis(millis + spread));
        }
    }

    private void schedule(Duration delay) {
        stop();
        timer = EventLoop.current().schedule(delay, this::tick);
    }

    /** The connection ends. */
    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** It is time to look. */
    private void tick() {
        voice.debug("Client Ping Timer");
        Duration interval = interval();
        boolean rttFresh = card.hasRtt() && System.nanoTime() - rttTakenNanos < RTT_MAX_AGE.toNanos();
        long quiet = System.currentTimeMillis() - port.counters().lastActivityMillis();
        if (wasPaused()) {
            voice.debug("Delaying PING as reading is paused");
        } else if (rttFresh && quiet < interval.toMillis()) {
            voice.debug("Delaying PING due to client activity: " + quiet + "ms ago");
        } else if (unanswered + 1 > server.options().limits().pingMax()) {
            voice.debug("Stale Client Connection - Closing");
            server.totals().staleConnection();
            stale.run();
            return;
        } else {
            send();
        }
        schedule(interval);
    }

    /** Whoever is not read for a while cannot be heard to answer; that while may have begun before the last look, and be over. */
    private boolean wasPaused() {
        long pauses = port.counters().pauses();
        boolean pausing = port.counters().isPausing();
        boolean paused = pausing || seenPausing || pauses != seenPauses;
        seenPauses = pauses;
        seenPausing = pausing;
        return paused;
    }

    private void send() {
        unanswered++;
        sentNanos = System.nanoTime();
        voice.ping();
    }

    /** A PONG has come. */
    void answered() {
        unanswered = 0;
        rttTakenNanos = System.nanoTime();
        card.rtt(Duration.ofNanos(rttTakenNanos - sentNanos));
    }
}
