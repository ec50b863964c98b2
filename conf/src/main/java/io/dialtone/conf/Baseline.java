package io.dialtone.conf;

import java.time.Duration;

/** Turns "0" and "empty" into the defaults that they stand for. */
final class Baseline {
    private Baseline() {}

    static Options of(Options options) {
        return options.with(b -> b.client(c -> c.host(text(options.client().host(), ClientOptions.DEFAULT_HOST))
                        .port(number(options.client().port(), ClientOptions.DEFAULT_PORT)))
                .limits(limits(options.limits()))
                .lameDuck(d -> d.duration(time(options.lameDuck().duration(), LameDuckOptions.DEFAULT_DURATION))
                        .gracePeriod(time(options.lameDuck().gracePeriod(), LameDuckOptions.DEFAULT_GRACE_PERIOD)))
                .cluster(c -> c.host(text(options.cluster().host(), ListenerBuilder.DEFAULT_HOST))
                        .poolSize(number(options.cluster().poolSize(), ClusterOptions.DEFAULT_POOL_SIZE)))
                .gateway(g -> g.host(text(options.gateway().host(), ListenerBuilder.DEFAULT_HOST)))
                .leaf(l -> l.host(text(options.leaf().host(), ListenerBuilder.DEFAULT_HOST))
                        .reconnectInterval(
                                time(options.leaf().reconnectInterval(), LeafOptions.DEFAULT_RECONNECT_INTERVAL)))
                .webSocket(w -> w.host(text(options.webSocket().host(), ListenerBuilder.DEFAULT_HOST)))
                .mqtt(m -> m.host(text(options.mqtt().host(), ListenerBuilder.DEFAULT_HOST)))
                .jetStream(jetStream(options.jetStream()))
                .traits(traits(options.traits())));
    }

    private static LimitOptions limits(LimitOptions l) {
        return l.with(b -> b.maxConnections(number(l.maxConnections(), LimitOptions.DEFAULT_MAX_CONNECTIONS))
                .maxPayload(number(l.maxPayload(), LimitOptions.DEFAULT_MAX_PAYLOAD))
                .maxControlLine(number(l.maxControlLine(), LimitOptions.DEFAULT_MAX_CONTROL_LINE))
                .maxPending(l.maxPending() == 0 ? LimitOptions.DEFAULT_MAX_PENDING : l.maxPending())
                .maxClosedClients(number(l.maxClosedClients(), LimitOptions.DEFAULT_MAX_CLOSED_CLIENTS))
                .pingInterval(time(l.pingInterval(), LimitOptions.DEFAULT_PING_INTERVAL))
                .pingMax(number(l.pingMax(), LimitOptions.DEFAULT_PING_MAX))
                .writeDeadline(time(l.writeDeadline(), LimitOptions.DEFAULT_WRITE_DEADLINE)));
    }

    private static JetStreamOptions jetStream(JetStreamOptions js) {
        long requests =
                js.requestQueueLimit() <= 0 ? JetStreamOptions.DEFAULT_REQUEST_QUEUE_LIMIT : js.requestQueueLimit();
        return js.with(b -> b.requestQueueLimit(requests)
                .infoQueueLimit(js.infoQueueLimit() <= 0 ? requests : js.infoQueueLimit()));
    }

    private static ServerTraits traits(ServerTraits t) {
        return t.with(
                b -> b.connectErrorReports(number(t.connectErrorReports(), ServerTraits.DEFAULT_CONNECT_ERROR_REPORTS))
                        .reconnectErrorReports(
                                number(t.reconnectErrorReports(), ServerTraits.DEFAULT_RECONNECT_ERROR_REPORTS)));
    }

    private static String text(String value, String initial) {
        return value.isEmpty() ? initial : value;
    }

    private static int number(int value, int initial) {
        return value == 0 ? initial : value;
    }

    private static Duration time(Duration value, Duration initial) {
        return value.isZero() ? initial : value;
    }
}
