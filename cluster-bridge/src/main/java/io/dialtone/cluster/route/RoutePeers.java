package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkCommand;
import io.dialtone.cluster.protocol.ServerUrl;

/** Tells the routes of a server which other servers there are, where that is known by other means than routes. Any thread. */
public final class RoutePeers {
    private final ActorRef<Object> routes;

    private RoutePeers(ActorRef<Object> routes) {
        this.routes = routes;
    }

    /**
     * Of the actor that was made by {@link RouteService}: what it does not translate goes to {@link Routes} as it is.
     */
    public static RoutePeers of(ActorRef<LinkCommand> routes) {
        return new RoutePeers(routes.unsafeUpcast());
    }

    /**
     * There is such a server: routes to it are wanted, for as long as nothing else is said.
     *
     * @param address where it takes routes, {@code host:port}
     */
    public void expect(String serverId, String address) {
        routes.tell(new Routes.Expect(serverId, ServerUrl.parse(address)));
    }

    /** The server cannot be reached: routes to it are closed at once, and none are taken until it is expected again or forgotten. */
    public void lose(String serverId) {
        routes.tell(new Routes.Lose(serverId));
    }

    /** The server is none of those any more. Routes to it stay as they are; those that are configured are dialled again. */
    public void forget(String serverId) {
        routes.tell(new Routes.Forget(serverId));
    }
}
