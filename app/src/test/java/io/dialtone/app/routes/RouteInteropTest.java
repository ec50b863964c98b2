package io.dialtone.app.routes;

import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two members, each of them the one that dials, with every way to secure and pack a route. */
@Timeout(300)
class RouteInteropTest {
    @TempDir
    Path directory;

    private record Way(String name, String keys, String credentials) {}

    private List<Way> ways() {
        TestCertificates certificates = new TestCertificates(directory);
        String authorization = "authorization { user: r, password: 'secret' }";
        return List.of(
                new Way("plain", "", ""),
                new Way("one connection of the pool", "pool_size: 1", ""),
                new Way("no pool", "pool_size: -1", ""),
                new Way("five connections and a pinned account", "pool_size: 5, accounts: ['$G']", ""),
                new Way("password", authorization, "r:secret@"),
                new Way("TLS", certificates.tlsBlock(""), ""),
                new Way("TLS and known addresses", certificates.tlsBlock("verify_cert_and_check_known_urls: true"), ""),
                new Way("compression", "compression: s2_fast", ""),
                new Way("compression by distance", "compression: s2_auto", ""),
                new Way("best compression inside TLS", "compression: s2_best\n" + certificates.tlsBlock(""), ""));
    }

    @TestFactory
    Stream<DynamicTest> eachWay() {
        List<DynamicTest> tests = new ArrayList<>();
        List<Way> ways = ways();
        for (MemberKind other : MemberKind.values()) {
            for (Way way : ways) {
                tests.add(DynamicTest.dynamicTest(
                        "dialled by " + other + ": " + way.name(), () -> play(MemberKind.DIALTONE, other, way)));
                if (other != MemberKind.DIALTONE) {
                    tests.add(DynamicTest.dynamicTest(
                            "dialling " + other + ": " + way.name(), () -> play(other, MemberKind.DIALTONE, way)));
                }
            }
        }
        return tests.stream();
    }

    private static void play(MemberKind listens, MemberKind dials, Way way) {
        try (Member first = Member.start(listens, config("A", way, "nats-route://localhost:1"));
                Member second = Member.start(dials, config("B", way, localhost(first, way)))) {
            Exchange.everything(first, second);
        }
    }

    /** By name, for a certificate has names. */
    private static String localhost(Member first, Way way) {
        return "nats-route://" + way.credentials() + "localhost:" + first.routePort();
    }

    private static String config(String name, Way way, String route) {
        return """
                server_name: %s
                cluster {
                  name: C
                  listen: "127.0.0.1:-1"
                  routes: ["%s"]
                  %s
                }
                """.formatted(name, route, way.keys());
    }
}
