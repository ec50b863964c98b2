package io.dialtone.actors.system;

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
import org.jspecify.annotations.Nullable;

/**
 * How many connections accounts have on other servers, as those say in the system account: whenever one comes or goes, every
 * half a minute, and when they are asked. What a server has not repeated for long is forgotten. Any thread.
 */
public final class OtherServers {
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(150).toNanos();
    private static final String NEWS = "$SYS.ACCOUNT.*.SERVER.CONNS";
    private static final String ENDS = "$SYS.SERVER.*.SHUTDOWN";
    private static final int SERVER_TOKEN = 2;

    private final String ownId;
    private final Consumer<String> more;
    private final Map<String, Map<String, Count>> byAccount = new ConcurrentHashMap<>();

    private record Count(int clients, int leafs, long at) {
        int all() {
            return System.nanoTime() - at > FORGOTTEN_NANOS ? 0 : clients + leafs;
        }
    }

    /**
     * @param more is told of an account that has more connections on another server than before
     */
    public OtherServers(String ownId, Consumer<String> more) {
        this.ownId = ownId;
        this.more = more;
    }

    /** Where answers to what this server asks are sent. */
    static String inbox(String serverId) {
        return "$SYS._INBOX_." + serverId;
    }

    /** Connections of an account on all other servers. */
    public int connections(String account) {
        Map<String, Count> its = byAccount.get(account);
        int sum = 0;
        if (its != null) {
            for (Count count : its.values()) {
                sum += count.all();
            }
        }
        return sum;
    }

    /** The subscriptions by which it hears. */
    public List<Subscription> subscriptions() {
        List<Subscription> all = new ArrayList<>();
        for (String subject : List.of(NEWS, inbox(ownId))) {
            all.add(subscription(subject, new Listener(this::heard)));
        }
        all.add(subscription(ENDS, new Listener(this::ended)));
        return all;
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
        Map<String, Count> its = byAccount.computeIfAbsent(account, key -> new ConcurrentHashMap<>());
        Count before = its.put(server, now);
        if (now.all() > (before == null ? 0 : before.all())) {
            more.accept(account);
        }
    }

    private void ended(Delivery message) {
        String server = ByteText.text(message.subject()).split("\\.", -1)[SERVER_TOKEN];
        byAccount.values().forEach(its -> its.remove(server));
    }
}
