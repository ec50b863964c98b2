package io.dialtone.actors.system;

import io.dialtone.actors.exchange.RemoteLatency;
import io.dialtone.actors.exchange.ServiceRoute;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.InternalSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which other servers there are, and how many connections accounts have there, as they say in the system account: whenever one comes or goes, every
 * half a minute, and when they are asked. What a server has not repeated for long is forgotten. Any thread.
 */
public final class OtherServers {
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(150).toNanos();
    private static final String NEWS = "$SYS.ACCOUNT.*.SERVER.CONNS";
    private static final List<String> ENDS = List.of("$SYS.SERVER.*.SHUTDOWN", "$SYS.SERVER.*.LAMEDUCK");
    private static final String FIGURES = "$SYS.SERVER.*.STATSZ";
    private static final int SERVER_TOKEN = 2;

    private final String ownId;
    private final Runnable fresh;
    private final Consumer<String> counted;
    private final Map<String, Map<String, Count>> byAccount = new ConcurrentHashMap<>();

    /** When servers were last heard of, by their ids. */
    private final Map<String, Long> servers = new ConcurrentHashMap<>();

    private record Count(int clients, int leafs, long at) {
        boolean isOld() {
            return System.nanoTime() - at > FORGOTTEN_NANOS;
        }
    }

    /**
     * @param fresh is run when there is a server that was not there before
     * @param counted is told of an account when another server has said how many connections it has there
     */
    public OtherServers(String ownId, Runnable fresh, Consumer<String> counted) {
        this.ownId = ownId;
        this.fresh = fresh;
        this.counted = counted;
    }

    /** How many other servers say in the system account that they are there. */
    public int servers() {
        servers.values().removeIf(at -> System.nanoTime() - at > FORGOTTEN_NANOS);
        return servers.size();
    }

    /** Where answers to what this server asks are sent. */
    static String inbox(String serverId) {
        return "$SYS._INBOX_." + serverId;
    }

    /** Clients of an account on all other servers. */
    public int clients(String account) {
        return sum(account, Count::clients);
    }

    /** Leaf links of an account on all other servers. */
    public int leafs(String account) {
        return sum(account, Count::leafs);
    }

    private int sum(String account, ToIntFunction<Count> of) {
        int sum = 0;
        for (Count count : byAccount.getOrDefault(account, Map.of()).values()) {
            sum += count.isOld() ? 0 : of.applyAsInt(count);
        }
        return sum;
    }

    /** The subscriptions by which it hears. */
    public List<Subscription> subscriptions() {
        List<Subscription> all = new ArrayList<>();
        for (String subject : List.of(NEWS, inbox(ownId))) {
            all.add(subscription(subject, new Listener(this::heard)));
        }
        ENDS.forEach(subject -> all.add(subscription(subject, new Listener(this::ended))));
        all.add(subscription(FIGURES, new Listener(this::seen)));
        return all;
    }

    /**
     * The subscription by which it is heard how long other servers' clients took to answer.
     *
     * @param hears is told, on the loop of whoever tells
     */
    public static Subscription latencies(ServiceRoute.Identity server, Consumer<RemoteLatency> hears) {
        return subscription(RemoteLatency.subject(server), new Listener(message -> {
            RemoteLatency part = LatencyNews.read(message);
            if (part != null) {
                hears.accept(part);
            }
        }));
    }

    private static Subscription subscription(String subject, Listener listener) {
        return new Subscription(ByteText.bytes(subject), null, ByteText.bytes("1"), listener);
    }

    /** Told apart from those who listen to this server. */
    record Listener(Consumer<Delivery> to) implements InternalSubscriber {
        @Override
        public int receive(Subscription subscription, Delivery message) {
            to.accept(message);
            return 1;
        }
    }

    private void heard(Delivery message) {
        try {
            GoJson.Value said = GoJson.read(message.payload());
            String server = text(member(member(said, "server"), "id"));
            String account = text(member(said, "acc"));
            if (!server.isEmpty() && !server.equals(ownId) && !account.isEmpty()) {
                int clients = number(member(said, "conns"));
                keep(account, server, new Count(clients, number(member(said, "leafnodes")), System.nanoTime()));
            }
        } catch (GoJsonException e) {
            // Whoever said that counts for nothing.
        }
    }

    private static GoJson.@Nullable Value member(GoJson.@Nullable Value of, String name) {
        if (of instanceof GoJson.Members members) {
            for (GoJson.Member member : members.members()) {
                if (member.name().equals(name)) {
                    return member.value();
                }
            }
        }
        return null;
    }

    private static String text(GoJson.@Nullable Value value) {
        return value instanceof GoJson.Text t ? t.text() : "";
    }

    private static int number(GoJson.@Nullable Value value) {
        try {
            return value instanceof GoJson.Digits digits ? Integer.parseInt(digits.literal()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void keep(String account, String server, Count now) {
        byAccount.computeIfAbsent(account, key -> new ConcurrentHashMap<>()).put(server, now);
        // Even if there are no more than before: what the account may have can be less.
        counted.accept(account);
    }

    private void seen(Delivery message) {
        String server = server(message);
        if (!server.equals(ownId) && servers.put(server, System.nanoTime()) == null) {
            fresh.run();
        }
    }

    private static String server(Delivery message) {
        return ByteText.text(message.subject()).split("\\.", -1)[SERVER_TOKEN];
    }

    private void ended(Delivery message) {
        String server = server(message);
        servers.remove(server);
        byAccount.values().forEach(its -> its.remove(server));
    }
}
