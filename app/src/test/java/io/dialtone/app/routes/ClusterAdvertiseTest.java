package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Servers that hear of another one by gossip dial where that one says it is reached, not where it listens. */
@Timeout(120)
class ClusterAdvertiseTest {
    /** Who says where it is, who passes that on, and who dials. */
    private record Roles(MemberKind newcomer, MemberKind between, MemberKind dials) {}

    @TestFactory
    Stream<DynamicTest> aNewcomerIsDialledWhereItSaysThatItIs() {
        MemberKind ours = MemberKind.DIALTONE;
        MemberKind other = MemberKind.NATS_SERVER;
        return Stream.of(
                        new Roles(ours, other, other),
                        new Roles(other, ours, other),
                        new Roles(other, other, ours),
                        new Roles(ours, ours, ours))
                .map(roles -> DynamicTest.dynamicTest(roles.toString(), () -> play(roles)));
    }

    private static void play(Roles roles) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Member between = Member.start(roles.between(), config("between", "", List.of()));
                Member dials = Member.start(roles.dials(), config("dials", "", List.of(between.routeUrl())))) {
            door.setSoTimeout((int) Deadline.LIMIT.toMillis());
            Exchange.everything(between, dials);
            String advertise = "advertise: '127.0.0.1:" + door.getLocalPort() + "'";
            try (Member newcomer =
                            Member.start(roles.newcomer(), config("newcomer", advertise, List.of(between.routeUrl())));
                    Socket dialled = door.accept()) {
                assertThat(newcomer.routePort()).isNotEqualTo(door.getLocalPort());
                assertThat(dialled.isConnected()).isTrue();
            }
        }
    }

    private static String config(String name, String advertise, List<String> routes) {
        return """
                server_name: %s
                cluster { name: C, listen: "127.0.0.1:-1", routes: %s
                  %s
                }
                """.formatted(name, routes.stream().map(url -> '"' + url + '"').toList(), advertise);
    }
}
