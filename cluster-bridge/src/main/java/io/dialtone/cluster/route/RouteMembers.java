package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.cluster.protocol.GossipMode;
import io.dialtone.cluster.protocol.ServerInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The other servers of the cluster, and the connections to each. Part of {@link Routes}, on its loop. */
final class RouteMembers {
    private final LinkHost host;
    private int poolSize;
    private final Map<String, RemotePool<ActorRef<RouteLink.Command>>> pools = new LinkedHashMap<>();
    private final Map<ActorRef<RouteLink.Command>, RouteCard> cards = new LinkedHashMap<>();
    /** Servers that are about to go. */
    private final Set<String> retiring = new HashSet<>();

    RouteMembers(LinkHost host, int poolSize) {
        this.host = host;
        this.poolSize = poolSize;
    }

    Placement<ActorRef<RouteLink.Command>> place(
            ActorRef<RouteLink.Command> link, Routes.Candidate c, String account, Set<String> pinned) {
        RemotePool<ActorRef<RouteLink.Command>> pool =
                pools.computeIfAbsent(c.info().serverId(), id -> new RemotePool<>(poolSize));
        DialOrder dialled = c.dialled();
        Dialled how = dialled == null ? null : dialled.what();
        Placement<ActorRef<RouteLink.Command>> placement = account.isEmpty()
                ? pool.place(link, c.info(), how)
                : pool.placeDedicated(link, account, c.info(), how, pinned);
        if (pool.isEmpty()) {
            pools.remove(c.info().serverId());
        }
        return placement;
    }

    /** Holds for servers that are met from now on. */
    void poolSize(int now) {
        poolSize = now;
    }

    /** What a connection is dialled for again; null: it is not. */
    @Nullable
    Dialled dialled(RouteCard card) {
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(card.info().serverId());
        return pool == null ? null : pool.dialled(card.link());
    }

    /** The connections on which interest of an account is told, to each server that has a pool. */
    Set<ActorRef<RouteLink.Command>> carriersOf(String account) {
        Set<ActorRef<RouteLink.Command>> carriers = new LinkedHashSet<>();
        for (RemotePool<ActorRef<RouteLink.Command>> pool : pools.values()) {
            ActorRef<RouteLink.Command> carrier = pool.isPooled() ? pool.carrierOf(account, Set.of()) : null;
            if (carrier != null) {
                carriers.add(carrier);
            }
        }
        return carriers;
    }

    /** All connections to servers to which the account has none of its own. */
    List<ActorRef<RouteLink.Command>> linksWithout(String account) {
        List<ActorRef<RouteLink.Command>> links = new ArrayList<>();
        for (RemotePool<ActorRef<RouteLink.Command>> pool : pools.values()) {
            if (pool.dedicatedTo(account) == null) {
                links.addAll(pool.connections());
            }
        }
        return links;
    }

    /** The connection in that slot to the server at the other end of this one. */
    List<ActorRef<RouteLink.Command>> slot(RouteCard card, int slot) {
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(card.info().serverId());
        ActorRef<RouteLink.Command> link = pool == null ? null : pool.inSlot(slot);
        return link == null ? List.of() : List.of(link);
    }

    /** All connections to a server. */
    Collection<ActorRef<RouteLink.Command>> linksTo(String serverId) {
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(serverId);
        return pool == null ? List.of() : pool.connections();
    }

    void add(RouteCard card) {
        cards.put(card.link(), card);
    }

    @Nullable
    RouteCard card(ActorRef<RouteLink.Command> link) {
        return cards.get(link);
    }

    /** A connection is gone; what is to be dialled in its place, null for nothing. */
    @Nullable
    DialOrder remove(RouteCard card) {
        cards.remove(card.link());
        String id = card.info().serverId();
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(id);
        if (pool == null) {
            return null;
        }
        Dialled dialled = pool.dialled(card.link());
        pool.remove(card.link());
        if (pool.isEmpty()) {
            pools.remove(id);
            retiring.remove(id);
        }
        return dialled == null
                ? null
                : new DialOrder(dialled.url(), dialled.type(), card.plan().account(), GossipMode.DEFAULT);
    }

    Collection<RouteCard> cards() {
        return new ArrayList<>(cards.values());
    }

    boolean isThere(String serverId) {
        return pools.containsKey(serverId);
    }

    boolean isPooled(String serverId) {
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(serverId);
        return pool != null && pool.isPooled();
    }

    boolean isConnected(String serverId, String account) {
        RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(serverId);
        if (pool == null) {
            return false;
        }
        return account.isEmpty() ? pool.any() != null : pool.dedicatedTo(account) != null;
    }

    /** One connection to each server: that of the account, where there is one. */
    List<RouteCard> oneOfEach(String account) {
        List<RouteCard> some = new ArrayList<>();
        for (RemotePool<ActorRef<RouteLink.Command>> pool : pools.values()) {
            ActorRef<RouteLink.Command> own = account.isEmpty() ? null : pool.dedicatedTo(account);
            ActorRef<RouteLink.Command> link = own != null ? own : pool.any();
            RouteCard card = link == null ? null : cards.get(link);
            if (card != null) {
                some.add(card);
            }
        }
        return some;
    }

    /** A server is about to go: clients are not to be sent there. */
    void retires(String serverId) {
        retiring.add(serverId);
    }

    /** Where clients reach the other servers. */
    List<String> clientUrls() {
        return urls(ServerInfo::connectUrls);
    }

    /** The same over WebSockets. */
    List<String> webSocketUrls() {
        return urls(ServerInfo::wsConnectUrls);
    }

    private List<String> urls(Function<ServerInfo, List<String>> kind) {
        Set<String> urls = new LinkedHashSet<>();
        for (RouteCard card : cards.values()) {
            if (!retiring.contains(card.info().serverId())) {
                urls.addAll(kind.apply(card.info()));
            }
        }
        return List.copyOf(urls);
    }

    /** Where leaf nodes reach the other servers. */
    List<String> leafUrls() {
        Set<String> urls = new LinkedHashSet<>();
        for (RouteCard card : cards.values()) {
            List<String> its = card.info().leafNodeUrls();
            if (its != null) {
                urls.addAll(its);
            }
        }
        return List.copyOf(urls);
    }

    /** What monitoring sees. */
    RouteViews snapshot() {
        List<RouteViews.Entry> entries = new ArrayList<>();
        for (RouteCard card : cards.values()) {
            RemotePool<ActorRef<RouteLink.Command>> pool = pools.get(card.info().serverId());
            entries.add(new RouteViews.Entry(card, pool == null ? null : pool.dialled(card.link())));
        }
        return new RouteViews(host, List.copyOf(entries), pools.size());
    }
}
