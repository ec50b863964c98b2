package io.dialtone.app.security;

import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.RawClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever has heard that a reload is done finds that all connections go by it, on whatever event loop they are. */
@Timeout(120)
class ReloadInEffectTest {
    private static final int ROUNDS = 300;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Member server(String config) {
        Member server = Member.start(MemberKind.DIALTONE, config);
        opened.add(server);
        return server;
    }

    private RawClient client(Member server, String user) {
        RawClient client =
                RawClient.connect(URI.create(server.url()).getPort(), "\"user\":\"" + user + "\",\"pass\":\"p\"");
        opened.add(client);
        return client.flush();
    }

    private static String mayPublish(String subject) {
        return "authorization { timeout: 60, users: [ {user: a, password: p, permissions: { publish: \"%s\" }} ] }\n"
                .formatted(subject);
    }

    @Test
    void permissionsHoldForTheNextMessage() {
        List<String> subjects = List.of("one", "two");
        Member server = server(mayPublish(subjects.getFirst()));
        List<RawClient> clients = List.of(client(server, "a"), client(server, "a"));
        for (int i = 1; i <= ROUNDS; i++) {
            String refused = subjects.get((i + 1) % 2);
            server.reload(mayPublish(subjects.get(i % 2)));
            clients.forEach(client -> client.send("PUB " + refused + " 0\r\n\r\nPING\r\n"));
            clients.forEach(client ->
                    client.expect("-ERR 'Permissions Violation for Publish to \"" + refused + "\"'\r\nPONG\r\n"));
        }
    }

    private static String imports(String subject) {
        return """
                authorization { timeout: 60 }
                accounts {
                  A { users: [ {user: a, password: p} ], exports: [ {stream: "s.>"} ] }
                  B { users: [ {user: b, password: p} ], imports: [ {stream: {account: A, subject: "%s"}} ] }
                }
                """.formatted(subject);
    }

    @Test
    void importsHoldForTheNextMessage() {
        List<String> subjects = List.of("s.one", "s.two");
        Member server = server(imports(subjects.getFirst()));
        List<RawClient> publishers = List.of(client(server, "a"), client(server, "a"));
        RawClient subscriber = client(server, "b").send("SUB > 1\r\n").flush();
        for (int i = 1; i <= ROUNDS; i++) {
            String gone = subjects.get((i + 1) % 2);
            String here = subjects.get(i % 2);
            server.reload(imports(here));
            publishers.forEach(
                    client -> client.send("PUB " + gone + " 2\r\nno\r\nPUB " + here + " 3\r\nyes\r\nPING\r\n"));
            publishers.forEach(client -> client.expect("PONG\r\n"));
            subscriber.expect(("MSG " + here + " 1 3\r\nyes\r\n").repeat(publishers.size()));
        }
    }
}
