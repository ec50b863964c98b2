package io.dialtone.app.links;

import io.dialtone.app.gateways.FreePort;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import java.util.List;

/**
 * Four servers with every kind of link between them: {@code a1} and {@code a2} are a cluster, {@code b1} is another one, and
 * {@code l1} is a leaf node of {@code a2}.
 */
final class Quartet implements AutoCloseable {
    static final List<String> NAMES = List.of("a1", "a2", "b1", "l1");

    private static final String ACCOUNTS = """
            accounts {
              A { users: [{user: a, password: a}], %1$s
                  exports: [{service: "open", allow_trace: true}, {service: "closed"},
                            {stream: "shown"}, {stream: "hidden"}] }
              B { users: [{user: b, password: b}],
                  imports: [{service: {account: A, subject: open}, to: "their.open"},
                            {service: {account: A, subject: closed}, to: "their.closed"},
                            {stream: {account: A, subject: shown}, allow_trace: true},
                            {stream: {account: A, subject: hidden}}] }
              SYS { users: [{user: s, password: s}] }
            }
            system_account: SYS
            """;

    private final Member a1;
    private final Member a2;
    private final Member b1;
    private final Member l1;

    /**
     * Starts them.
     *
     * @param kinds of each, in the order of {@link #NAMES}
     */
    Quartet(List<MemberKind> kinds) {
        int a1Gateway = FreePort.next();
        int a2Gateway = FreePort.next();
        int b1Gateway = FreePort.next();
        int leafPort = FreePort.next();
        String toA = "{ name: A, urls: [\"nats://127.0.0.1:%d\", \"nats://127.0.0.1:%d\"] }".formatted(a1Gateway, a2Gateway);
        String toB = "{ name: B, url: \"nats://127.0.0.1:%d\" }".formatted(b1Gateway);
        String accounts = ACCOUNTS.formatted("mappings: { mapped: plain }, msg_trace: { dest: trace }");
        b1 = Member.start(kinds.get(2), """
                server_name: b1
                cluster { name: B, listen: "127.0.0.1:-1" }
                gateway { name: B, listen: "127.0.0.1:%d", gateways: [%s] }
                """.formatted(b1Gateway, toA) + accounts);
        a2 = Member.start(kinds.get(1), """
                server_name: a2
                cluster { name: A, listen: "127.0.0.1:-1" }
                gateway { name: A, listen: "127.0.0.1:%d", gateways: [%s] }
                leafnodes { listen: "127.0.0.1:%d" }
                """.formatted(a2Gateway, toB, leafPort) + accounts);
        a1 = Member.start(kinds.get(0), """
                server_name: a1
                cluster { name: A, listen: "127.0.0.1:-1", routes: ["%s"] }
                gateway { name: A, listen: "127.0.0.1:%d", gateways: [%s] }
                """.formatted(a2.routeUrl(), a1Gateway, toB) + accounts);
        l1 = Member.start(kinds.get(3), """
                server_name: l1
                leafnodes { reconnect: 1, remotes: [{ url: "nats://a:a@127.0.0.1:%d", account: A }] }
                """.formatted(leafPort) + accounts);
    }

    /** All of one kind but those named. */
    static List<MemberKind> all(MemberKind kind, MemberKind other, List<String> others) {
        return NAMES.stream().map(name -> others.contains(name) ? other : kind).toList();
    }

    Member get(String name) {
        return switch (name) {
            case "a1" -> a1;
            case "a2" -> a2;
            case "b1" -> b1;
            case "l1" -> l1;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void close() {
        l1.close();
        a1.close();
        a2.close();
        b1.close();
    }
}
