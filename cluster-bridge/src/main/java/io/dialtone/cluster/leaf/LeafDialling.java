package io.dialtone.cluster.leaf;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.link.ErrorReports;
import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.streams.DialSecurity;
import io.dialtone.streams.Dialer;
import io.dialtone.streams.EventLoop;
import io.dialtone.streams.PeerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Dials hubs. Part of {@link LeafNodes}, on its loop. */
final class LeafDialling {
    private final LinkHost host;
    private final ActorContext<LeafNodes.Command> context;

    LeafDialling(LinkHost host, ActorContext<LeafNodes.Command> context) {
        this.host = host;
        this.context = context;
    }

    /** Dials the next address; {@link LeafNodes.Connected} or {@link LeafNodes.NotConnected} follows. */
    void dial(LeafRemote remote) {
        ActorRef<LeafNodes.Command> self = context.getSelf();
        LeafRemote.Target target = remote.next();
        ServerUrl url = target.url();
        EventLoop loop = EventLoop.current();
        if (target.isWebSocket() && !remote.options().proxyUrl().isEmpty()) {
            dialThroughProxy(remote, target, loop);
            return;
        }
        Dialer.resolve(url.host(), host.slowly()).whenComplete((found, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                self.tell(new LeafNodes.NotConnected(remote, target, String.valueOf(cause.getMessage())));
                return;
            }
            InetSocketAddress to = anyOf(found, url.port());
            String ip = ServerUrl.address(to.getAddress().getHostAddress(), to.getPort());
            host.log()
                    .debug(() -> "Trying to connect as leafnode to remote server on \"" + url.address() + "\""
                            + (ip.equals(url.address()) ? "" : " (" + ip + ")"));
            Dialer.dial(
                    loop,
                    to,
                    limit(remote),
                    channel -> connected(remote, target, channel, to),
                    e -> self.tell(new LeafNodes.NotConnected(remote, target, String.valueOf(e.getMessage()))));
        });
    }

    /** The hub's name is the proxy's to resolve: nobody here may know it. */
    private void dialThroughProxy(LeafRemote remote, LeafRemote.Target target, EventLoop loop) {
        ActorRef<LeafNodes.Command> self = context.getSelf();
        ProxyTunnel tunnel = new ProxyTunnel(remote.options(), limit(remote));
        host.log()
                .debug(() -> "Trying to connect as leafnode to remote server on \""
                        + target.url().address() + "\" through a proxy");
        host.slowly().execute(() -> {
            try {
                SocketChannel channel = tunnel.open(target.url());
                InetSocketAddress proxy = (InetSocketAddress) channel.getRemoteAddress();
                loop.execute(() -> connected(remote, target, channel, proxy));
            } catch (IOException | RuntimeException e) {
                self.tell(new LeafNodes.NotConnected(remote, target, String.valueOf(e.getMessage())));
            }
        });
    }

    /** TCP is connected; a WebSocket is still to come. On the loop. */
    private void connected(LeafRemote remote, LeafRemote.Target target, SocketChannel channel, InetSocketAddress to) {
        ActorRef<LeafNodes.Command> self = context.getSelf();
        if (!target.isWebSocket()) {
            LeafConnection.Origin origin = new LeafConnection.Origin(channel, to, remote, target, null);
            self.tell(new LeafNodes.Connected(remote, origin));
            return;
        }
        host.flow()
                .upgrade(
                        EventLoop.current().index(),
                        channel,
                        to,
                        target.isTls() || remote.options().tlsRequired()
                                ? DialSecurity.tlsFirst(PeerKind.LEAF, remote.tls(), target.tlsName(), host.slowly())
                                : DialSecurity.plain(PeerKind.LEAF),
                        remote.upgrade(target),
                        remote.options().firstInfoTimeout(),
                        socket -> self.tell(
                                new LeafNodes.Connected(remote, LeafConnection.Origin.of(socket, remote, target))),
                        why -> self.tell(new LeafNodes.NotConnected(
                                remote, target, "Error soliciting websocket connection: " + why)));
    }

    private static InetSocketAddress anyOf(List<InetAddress> found, int port) {
        return new InetSocketAddress(found.get(ThreadLocalRandom.current().nextInt(found.size())), port);
    }

    private Duration limit(LeafRemote remote) {
        Duration own = remote.options().dialTimeout();
        return own.isZero() ? host.options().leaf().dialTimeout() : own;
    }

    /** Says that an attempt has failed, where that is worth a line. */
    void report(LeafNodes.NotConnected failed) {
        int attempt = failed.remote().failures;
        String line = "Error trying to connect as leafnode to remote server \""
                + failed.target().url().address() + "\" (attempt " + attempt + "): " + failed.error();
        ErrorReports.say(host, failed.remote().wasConnected, attempt, line);
    }
}
