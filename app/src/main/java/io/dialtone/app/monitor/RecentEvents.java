package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.ConnectionInfo;
import io.dialtone.actors.monitor.ConnectionPage;
import io.dialtone.actors.monitor.ConnectionQuery;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.RecentLines;
import io.dialtone.streams.ServerLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What happened lately, the newest first: clients that came and went, and the lines of the log. The document of {@code /eventz},
 * which is Dialtone's own. Put together when somebody asks, from what the server keeps anyway.
 */
final class RecentEvents {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;
    private static final int INDENT = 2;

    /** Ends that nobody needs to worry about. */
    private static final Set<String> USUAL =
            Set.of(CloseReason.CLIENT_CLOSED.text(), CloseReason.SERVER_SHUTDOWN.text(), CloseReason.KICKED.text());

    private final MonitorSource source;
    private final ServerLog log;
    private final Clock clock;

    /**
     * One thing that happened.
     *
     * @param id the same each time it is shown
     */
    private record Event(String id, Instant at, String kind, String level, Consumer<JsonOut> rest) {
        void writeTo(JsonOut out) {
            out.object(() -> {
                out.field("id", id);
                out.field("time", at);
                out.field("kind", kind);
                out.field("level", level);
                rest.accept(out);
            });
        }
    }

    RecentEvents(MonitorSource source, ServerLog log, Clock clock) {
        this.source = source;
        this.log = log;
        this.clock = clock;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add("/eventz", this::answer);
    }

    private CompletionStage<Reply> answer(Query query) {
        int asked = query.integer("limit");
        int limit = Math.min(asked <= 0 ? DEFAULT_LIMIT : asked, MOST);
        CompletionStage<ConnectionPage> open =
                source.connections(newest(ConnectionQuery.Sort.UPTIME, ConnectionQuery.State.OPEN, limit));
        CompletionStage<ConnectionPage> closed =
                source.connections(newest(ConnectionQuery.Sort.STOP, ConnectionQuery.State.CLOSED, limit));
        return open.thenCombine(closed, (here, gone) -> document(events(here, gone, limit)));
    }

    private static ConnectionQuery newest(ConnectionQuery.Sort sort, ConnectionQuery.State state, int limit) {
        return new ConnectionQuery(sort, true, ConnectionQuery.Subscriptions.NONE, 0, limit, 0, state, "", "", "");
    }

    private List<Event> events(ConnectionPage open, ConnectionPage closed, int limit) {
        Stream<Event> clients = Stream.concat(open.connections().stream(), closed.connections().stream())
                .filter(connection -> connection.kind() == ConnectionInfo.Kind.CLIENT)
                .flatMap(RecentEvents::ofClient);
        // Of a client that went between the two looks its coming is in both.
        return Stream.concat(clients, log.recent().stream().map(RecentEvents::ofLine))
                .sorted(Comparator.comparing(Event::at).reversed())
                .filter(distinctById())
                .limit(limit)
                .toList();
    }

    private static Predicate<Event> distinctById() {
        Set<String> seen = new HashSet<>();
        return event -> seen.add(event.id());
    }

    private static Stream<Event> ofClient(ConnectionInfo client) {
        Event came = new Event("c" + client.cid(), client.start(), "connect", "info", out -> describe(client, out));
        ConnectionInfo.Closed closed = client.closed();
        if (closed == null) {
            return Stream.of(came);
        }
        String level = USUAL.contains(closed.reason()) ? "info" : "warn";
        return Stream.of(came, new Event("d" + client.cid(), closed.stop(), "disconnect", level, out -> {
            describe(client, out);
            out.field("reason", closed.reason());
        }));
    }

    private static void describe(ConnectionInfo client, JsonOut out) {
        out.field("cid", client.cid());
        out.field("ip", client.ip());
        out.field("port", client.port());
        out.opt("client", client.client().name());
        out.opt("lang", client.client().lang());
        out.opt("account", client.auth().account());
        out.opt("user", client.auth().user());
    }

    private static Event ofLine(RecentLines.Line line) {
        return new Event(
                "l" + line.number(),
                line.at(),
                "log",
                line.level().name().toLowerCase(Locale.ROOT),
                out -> out.field("text", line.text()));
    }

    private Reply document(List<Event> events) {
        JsonBody body = out -> out.object(() -> {
            out.field("server_id", source.identity().id());
            out.field("now", clock.instant());
            out.array("events", events, (to, event) -> event.writeTo(to));
        });
        return Reply.json(body.indented(INDENT));
    }
}
