package io.dialtone.app.links;

import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Four servers with every kind of link between them: {@code a1} and {@code a2} are a cluster, {@code b1} is another one, and
 * {@code l1} is a leaf node of {@code a2}.
 */
final class Quartet implements AutoCloseable {
    static final List<String> NAMES = List.of("a1", "a2", "b1", "l1");

    private static final String ACCOUNTS = """
            accounts {
              A { users: [{user: a, password: a}], mappings: { mapped: plain }, msg_trace: { dest: trace }
                  exports: [{service: "open", allow_trace: true}, {service: "closed"},
                            {service: "timed", latency: {sampling: 100, subject: latency}},
                            {stream: "shown"}, {stream: "hidden"}] }
              B { users: [{user: b, password: b}],
                  imports: [{service: {account: A, subject: open}, to: "their.open"},
                            {service: {account: A, subject: closed}, to: "their.closed"},
                            {service: {account: A, subject: timed}, to: "their.timed", share: true},
                            {stream: {account: A, subject: shown}, allow_trace: true},
                            {stream: {account: A, subject: hidden}}] }
              SYS { users: [{user: s, password: s}] }
            }
            system_account: SYS
            """;

    /** By name, in the order in which they were started. */
    private final Map<String, Member> members = new LinkedHashMap<>();

    /**
     * Starts them.
     *
     * @param kinds of each, in the order of {@link #NAMES}
     */
    Quartet(List<MemberKind> kinds) {
        try {
            start(kinds);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void start(List<MemberKind> kinds) {
        int a1Gateway = FreePort.next();
        int a2Gateway = FreePort.next();
        int b1Gateway = FreePort.next();
        int leafPort = FreePort.next();
        String toB = "{ name: B, url: \"nats://127.0.0.1:%d\" }".formatted(b1Gateway);
        start("b1", kinds.get(2), """
                server_name: b1
                cluster { name: B, listen: "127.0.0.1:-1" }
                gateway { name: B, listen: "127.0.0.1:%d", gateways: [] }
                """.formatted(b1Gateway) + ACCOUNTS);
        Member a2 = start("a2", kinds.get(1), """
                server_name: a2
                cluster { name: A, listen: "127.0.0.1:-1" }
                gateway { name: A, listen: "127.0.0.1:%d", gateways: [%s] }
                leafnodes { listen: "127.0.0.1:%d", compression: off }
                """.formatted(a2Gateway, toB, leafPort) + ACCOUNTS);
        await(a2, Map.of("a2", 2, "b1", 2));
        Member a1 = start("a1", kinds.get(0), """
                server_name: a1
                cluster { name: A, listen: "127.0.0.1:-1", routes: ["%s"] }
                gateway { name: A, listen: "127.0.0.1:%d", gateways: [%s] }
                """.formatted(a2.routeUrl(), a1Gateway, toB) + ACCOUNTS);
        Member l1 = start("l1", kinds.get(3), """
                server_name: l1
                leafnodes { reconnect: 1, compression: off, remotes: [{ url: "nats://a:a@127.0.0.1:%d", account: A }] }
                """.formatted(leafPort) + ACCOUNTS);
        await(l1, Map.of("l1", 1));
        await(a1, Map.of("a1", 5, "a2", 7, "b1", 3));
    }

    private Member start(String name, MemberKind kind, String config) {
        Member member = Member.start(kind, config);
        members.put(name, member);
        return member;
    }

    /** Waits until servers have as many links as they will have. */
    private static void await(Member through, Map<String, Integer> links) {
        try (Connection system = through.connect("s", "s")) {
            Deadline.awaitValue("links", () -> SystemQuestions.links(system, links.size()), links::equals);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All of one kind but those named. */
    static List<MemberKind> all(MemberKind kind, MemberKind other, List<String> others) {
        return NAMES.stream().map(name -> others.contains(name) ? other : kind).toList();
    }

    Member get(String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    @Override
    public void close() {
        List<Member> all = new ArrayList<>(members.values());
        Collections.reverse(all);
        all.forEach(Member::close);
    }
}
