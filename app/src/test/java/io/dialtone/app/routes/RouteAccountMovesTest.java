package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import io.nats.client.Connection;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * An account between its own route and the one of all: what the other server wants of it is never lost, whichever of its two
 * connections is heard first.
 */
class RouteAccountMovesTest {
    private static final String WANTED = "RS+ A in.probe\r\n";

    private static Member start(String accounts) {
        return Member.start(MemberKind.DIALTONE, config(accounts));
    }

    private static String config(String accounts) {
        return """
                server_name: here
                authorization { timeout: 30 }
                accounts { A { users: [{user: a, password: a}] } }
                cluster { name: C, listen: "127.0.0.1:-1", pool_size: 1, accounts: [%s] }
                """.formatted(accounts);
    }

    /** Whether what is published now goes over the route. */
    private static boolean isTold(RawRoute route, Connection publisher) {
        try {
            publisher.publish("in.probe", new byte[0]);
            publisher.flush(Deadline.LIMIT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return route.flush().stream().anyMatch(line -> line.matches("RMSG (A )?in\\.probe .*"));
    }

    @Test
    void whatIsSaidBeforeTheOwnConnectionEndsCountsWhenItHas() throws Exception {
        try (Member here = start("A");
                Connection publisher = here.connect("a", "a");
                RawRoute all = RawRoute.connect(here.routePort(), "");
                RawRoute own = RawRoute.connect(here.routePort(), "A")) {
            own.send("RS+ in.probe\r\n");
            Deadline.await("its own connection has it", () -> isTold(own, publisher));
            all.send(WANTED + "RS+ A gone\r\nRS- A gone\r\n").flush();
            assertThat(isTold(all, publisher)).isFalse();
            assertThat(isTold(own, publisher)).isTrue();
            own.close();
            Deadline.await("the other one has it", () -> isTold(all, publisher));
            publisher.publish("gone", new byte[0]);
            assertThat(isTold(all, publisher)).isTrue();
            all.send("RS- A in.probe\r\n");
            Deadline.await("it is taken back", () -> !isTold(all, publisher));
        }
    }

    @Test
    void whoNeverMakesTheOwnConnectionIsHeardAgainWhenItIsNotWantedAnyMore() throws Exception {
        try (Member here = start("");
                Connection publisher = here.connect("a", "a");
                RawRoute all = RawRoute.connect(here.routePort(), "")) {
            all.send(WANTED);
            Deadline.await("it is told", () -> isTold(all, publisher));
            here.reload(config("A"));
            Deadline.await("it waits", () -> !isTold(all, publisher));
            here.reload(config(""));
            Deadline.await("it is told again", () -> isTold(all, publisher));
        }
    }

    @Test
    void whoWantsAnOwnConnectionAloneGoesOnBeingTold() throws IOException, InterruptedException {
        try (Member here = start("");
                Connection publisher = here.connect("a", "a");
                RawRoute all = RawRoute.connect(here.routePort(), "")) {
            all.send(WANTED);
            Deadline.await("it is told", () -> isTold(all, publisher));
            all.send(
                    "INFO {\"server_id\":\"RAW\",\"server_name\":\"raw\",\"version\":\"2.15.1\",\"host\":\"127.0.0.1\",\"port\":1,"
                            + "\"headers\":true,\"max_payload\":1048576,\"proto\":1,\"cluster\":\"C\",\"lnoc\":true,"
                            + "\"route_pool_size\":1,\"route_account\":\"A\",\"route_acc_add_reqid\":\"x1\"}\r\n");
            assertThat(all.flush()).anyMatch(line -> line.startsWith("INFO ") && line.contains("\"x1\""));
            assertThat(isTold(all, publisher)).isTrue();
        }
    }
}
