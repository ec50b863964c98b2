package io.dialtone.app.gateways;

import io.dialtone.app.routes.Exchange;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters of one server, each of them the one that is configured to dial, with every way to secure a gateway. */
@Timeout(180)
class GatewayInteropTest {
    /** Of "secret". */
    private static final String HASH = "$2a$04$KBCwKxOzLha2MUDgW0PjXe/hE/UCO9qF89dOydoHjSwxcHev5LRn.";

    @TempDir
    Path directory;

    private record Way(String name, String keys, String credentials) {}

    private List<Way> ways() {
        TestCertificates certificates = new TestCertificates(directory);
        return List.of(
                new Way("plain", "", ""),
                new Way("password", "authorization { user: g, password: 'secret' }", "g:secret@"),
                new Way("TLS", certificates.tlsBlock(""), ""),
                new Way("hashed password", "authorization { user: g, password: '" + HASH + "' }", "g:secret@"),
                new Way("TLS and known addresses", certificates.tlsBlock("verify_cert_and_check_known_urls: true"), ""),
                new Way(
                        "TLS and a certificate for a password",
                        certificates.tlsBlock("verify_and_map: true")
                                + "\nauthorization { user: localhost, password: unknown }",
                        ""));
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
        int port = FreePort.next();
        String remote = "{ name: GA, url: \"nats://%slocalhost:%d\" }".formatted(way.credentials(), port);
        int back = FreePort.next();
        String known = "{ name: GB, url: \"nats://%slocalhost:%d\" }".formatted(way.credentials(), back);
        try (Member first = Member.start(listens, config("GA", port, way, known));
                Member second = Member.start(dials, config("GB", back, way, remote))) {
            Exchange.everything(first, second);
        }
    }

    private static String config(String name, int port, Way way, String remote) {
        return """
                server_name: in-%s
                gateway {
                  name: %s
                  listen: "127.0.0.1:%d"
                  gateways: [%s]
                  %s
                }
                """.formatted(name, name, port, remote, way.keys());
    }
}
