package io.dialtone.cluster.gateway;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.ErrorReports;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.streams.Dialer;
import io.dialtone.streams.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Dials other clusters: one address after another, in any order, until one answers. Part of {@link Gateways}, on its loop. */
final class GatewayDialling {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private final LinkHost host;
    private final ActorContext<Gateways.Command> context;

    /**
     * One attempt.
     *
     * @param number since the cluster was last connected, from 1 on
     * @param again whether it was connected before
     */
    record Attempt(String name, String kind, int number, boolean again) {
        Attempt next() {
            return new Attempt(name, kind, number + 1, again);
        }
    }

    GatewayDialling(LinkHost host, ActorContext<Gateways.Command> context) {
        this.host = host;
        this.context = context;
    }

    /** Dials; {@link Gateways.Connected} or {@link Gateways.NotConnected} follows. */
    void dial(GatewayRemote remote, Attempt attempt) {
        dial(remote.shuffled(ThreadLocalRandom.current()), 0, attempt, context.getSelf(), EventLoop.current());
    }

    private void dial(List<ServerUrl> urls, int at, Attempt attempt, ActorRef<Gateways.Command> self, EventLoop loop) {
        if (at >= urls.size()) {
            self.tell(new Gateways.NotConnected(attempt));
            return;
        }
        ServerUrl url = urls.get(at);
        String what = attempt.kind() + " gateway \"" + attempt.name() + "\" (" + url.address() + ")";
        Dialer.resolve(url.host(), host.slowly()).whenComplete((found, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                host.log().error("Error getting IP for " + what + ": " + cause.getMessage());
                dial(urls, at + 1, attempt, self, loop);
                return;
            }
            InetAddress address = found.get(ThreadLocalRandom.current().nextInt(found.size()));
            InetSocketAddress to = new InetSocketAddress(address, url.port());
            String where = what + " at " + ServerUrl.address(address.getHostAddress(), url.port()) + " (attempt "
                    + attempt.number() + ")";
            if (ErrorReports.isDue(host, attempt.again(), attempt.number())) {
                host.log().notice("Connecting to " + where);
            } else {
                host.log().debug(() -> "Connecting to " + where);
            }
            Dialer.dial(loop, to, LIMIT, channel -> self.tell(new Gateways.Connected(attempt, url, channel, to)), e -> {
                String line = "Error connecting to " + where + ": " + e.getMessage();
                ErrorReports.say(host, attempt.again(), attempt.number(), line);
                dial(urls, at + 1, attempt, self, loop);
            });
        });
    }
}
