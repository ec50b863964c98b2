package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.ErrorReports;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.streams.Dialer;
import io.dialtone.streams.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Dials routes: finds addresses, leaves out this server's own, tries one. Part of {@link Routes}, on its loop. */
final class RouteDialling {
    private static final int USUAL_PORT = 6222;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private final LinkHost host;
    private final ActorContext<Routes.Command> context;
    private OwnAddresses own = new OwnAddresses(Set.of(), 0);

    RouteDialling(LinkHost host, ActorContext<Routes.Command> context) {
        this.host = host;
        this.context = context;
    }

    /** Where this server listens itself. */
    void own(InetSocketAddress bound) {
        own = new OwnAddresses(
                bound.getAddress().isAnyLocalAddress() ? interfaces() : Set.of(bound.getAddress()), bound.getPort());
    }

    private static Set<InetAddress> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (SocketException e) {
            return Set.of();
        }
    }

    /**
     * Dials; {@link Routes.Connected}, {@link Routes.NotConnected} or nothing (this server itself) follows.
     *
     * @param failures so far
     */
    void dial(DialOrder order, int failures, boolean again) {
        ActorRef<Routes.Command> self = context.getSelf();
        ServerUrl url = order.url().withDefaultPort(USUAL_PORT);
        EventLoop loop = EventLoop.current();
        Dialer.resolve(url.host(), host.slowly()).whenComplete((found, failure) -> {
            if (failure != null) {
                self.tell(new Routes.NotConnected(order, failures + 1, again, message(failure)));
                return;
            }
            List<InetSocketAddress> others = own.othersAmong(found, url.port());
            if (others.isEmpty()) {
                host.log().debug(() -> "Skipping route " + url + ": it leads to this server");
                self.tell(new Routes.IsSelf(order));
                return;
            }
            InetSocketAddress to = others.get(ThreadLocalRandom.current().nextInt(others.size()));
            host.log()
                    .debug(() -> "Trying to connect to route on " + url.address() + " ("
                            + ServerUrl.address(to.getAddress().getHostAddress(), to.getPort()) + ")");
            Dialer.dial(
                    loop,
                    to,
                    LIMIT,
                    channel -> self.tell(new Routes.Connected(order, channel, to)),
                    e -> self.tell(
                            new Routes.NotConnected(order, failures + 1, again, String.valueOf(e.getMessage()))));
        });
    }

    private static String message(Throwable failure) {
        Throwable cause = failure.getCause();
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    /** Says that an attempt has failed, where that is worth a line. */
    void report(Routes.NotConnected failed) {
        int attempt = failed.failures();
        String line = "Error trying to connect to route (attempt " + attempt + "): " + failed.error();
        ErrorReports.say(host, failed.again(), attempt, line);
    }
}
