package io.dialtone.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes end when a reload pins other certificates, whichever side reloads and whichever has dialled. */
@Timeout(120)
class RoutePinsTest {
    private static final int POOL = 4;

    @TempDir
    Path directory;

    private static String config(String name, String tls, String route) {
        return "server_name: %s\ncluster { name: C, listen: '127.0.0.1:-1', routes: [%s]\n%s}\n"
                .formatted(name, route.isEmpty() ? "" : '"' + route + '"', tls);
    }

    private static int routes(Member member) {
        return member.broker()
                .monitor()
                .routes(Subscriptions.NONE)
                .toCompletableFuture()
                .join()
                .routes()
                .size();
    }

    private static void awaitRoutes(Member member, int count) {
        Deadline.awaitValue(count + " routes", () -> routes(member), now -> now == count);
    }

    @TestFactory
    Stream<DynamicTest> aRouteWhoseCertificateIsNoLongerPinnedEnds() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        List<DynamicTest> tests = new ArrayList<>();
        for (MemberKind kind : MemberKind.values()) {
            tests.add(DynamicTest.dynamicTest(
                    "a broker reloads that was dialled by " + kind,
                    () -> play(certificates, MemberKind.DIALTONE, kind)));
            tests.add(DynamicTest.dynamicTest(
                    "a broker reloads that has dialled " + kind,
                    () -> playDialling(certificates, MemberKind.DIALTONE, kind)));
        }
        tests.add(DynamicTest.dynamicTest(
                "a nats-server reloads", () -> play(certificates, MemberKind.NATS_SERVER, MemberKind.DIALTONE)));
        return tests.stream();
    }

    private static void play(TestCertificates certificates, MemberKind reloading, MemberKind dialling) {
        try (Member listens = Member.start(reloading, config("listens", pinning(certificates, "other"), ""));
                Member dials = Member.start(dialling, config("dials", own(certificates), listens.routeUrl()))) {
            Member ours = dialling == MemberKind.DIALTONE ? dials : listens;
            awaitRoutes(ours, POOL);
            listens.reload(config("listens", pinning(certificates, "client"), ""));
            awaitRoutes(ours, 0);
            listens.reload(config("listens", pinning(certificates, "other"), ""));
            awaitRoutes(ours, POOL);
        }
    }

    private static void playDialling(TestCertificates certificates, MemberKind reloading, MemberKind listening) {
        try (Member listens = Member.start(listening, config("listens", own(certificates), ""));
                Member dials =
                        Member.start(reloading, config("dials", pinning(certificates, "other"), listens.routeUrl()))) {
            awaitRoutes(dials, POOL);
            dials.reload(config("dials", pinning(certificates, "client"), listens.routeUrl()));
            awaitRoutes(dials, 0);
            dials.reload(config("dials", pinning(certificates, "other"), listens.routeUrl()));
            awaitRoutes(dials, POOL);
        }
    }

    /** A reload that pins one more ends nothing. */
    @TestFactory
    Stream<DynamicTest> aRouteWhoseCertificateIsStillPinnedStays() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        return Stream.of(MemberKind.DIALTONE, MemberKind.NATS_SERVER)
                .map(kind -> DynamicTest.dynamicTest("dialled by " + kind, () -> {
                    try (Member listens = Member.start(
                                    MemberKind.DIALTONE, config("listens", pinning(certificates, "other"), ""));
                            Member dials = Member.start(kind, config("dials", own(certificates), listens.routeUrl()))) {
                        awaitRoutes(listens, POOL);
                        List<Long> before = ids(listens);
                        listens.reload(config("listens", pinning(certificates, "other", "client"), ""));
                        assertThat(ids(listens)).isEqualTo(before);
                    }
                }));
    }

    private static List<Long> ids(Member member) {
        return member.broker().monitor().routes(Subscriptions.NONE).toCompletableFuture().join().routes().stream()
                .map(one -> one.rid())
                .sorted()
                .toList();
    }

    private static String pinning(TestCertificates certificates, String... names) {
        List<String> pins = new ArrayList<>();
        for (String name : names) {
            pins.add('"' + certificates.pin(name + ".pem") + '"');
        }
        return certificates.tlsBlock("pinned_certs: [ " + String.join(", ", pins) + " ]");
    }

    private static String own(TestCertificates certificates) {
        return certificates.tlsBlock("").replace("server.pem", "other.pem").replace("server-key.pem", "other-key.pem");
    }
}
