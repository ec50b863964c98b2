package io.dialtone.app.gateways;

import io.dialtone.actors.monitor.GatewayQuery;
import io.dialtone.actors.monitor.GatewayStats;
import io.dialtone.app.routes.Member;
import io.dialtone.app.routes.MemberKind;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.FreePort;
import io.dialtone.app.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways of both directions end when a reload pins other certificates. */
@Timeout(120)
class GatewayPinsTest {
    @TempDir
    Path directory;

    private static String config(String name, int port, String tls, String other, int otherPort, String remoteTls) {
        return """
                server_name: in-%s
                gateway { name: %s, listen: "127.0.0.1:%d"
                  %s
                  gateways: [ { name: %s, url: "nats://127.0.0.1:%d"
                    %s
                  } ] }
                """.formatted(name, name, port, tls, other, otherPort, remoteTls);
    }

    private static void await(Member ours, int outbound, int inbound) {
        Deadline.awaitValue(
                "gateways out and in",
                () -> counts(ours.broker().monitor().gateways(GatewayQuery.ALL)),
                List.of(outbound, inbound)::equals);
    }

    private static List<Integer> counts(GatewayStats stats) {
        return List.of(
                stats.outbound().size(),
                stats.inbound().values().stream().mapToInt(List::size).sum());
    }

    @TestFactory
    Stream<DynamicTest> gatewaysWhoseCertificateIsNoLongerPinnedEnd() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        List<DynamicTest> tests = new ArrayList<>();
        for (MemberKind kind : MemberKind.values()) {
            tests.add(DynamicTest.dynamicTest(
                    "a broker reloads beside " + kind, () -> play(certificates, MemberKind.DIALTONE, kind)));
        }
        // Those of the 2.10 line refuse it.
        tests.add(DynamicTest.dynamicTest(
                "a nats-server reloads", () -> play(certificates, MemberKind.NATS_SERVER, MemberKind.DIALTONE)));
        return tests.stream();
    }

    private static void play(TestCertificates certificates, MemberKind reloading, MemberKind other) {
        int here = FreePort.next();
        int there = FreePort.next();
        String before = config("A", here, pinning(certificates, "other"), "B", there, "");
        try (Member first = Member.start(reloading, before);
                Member second = Member.start(other, config("B", there, own(certificates), "A", here, ""))) {
            Member ours = other == MemberKind.DIALTONE ? second : first;
            await(ours, 1, 1);
            first.reload(config("A", here, pinning(certificates, "client"), "B", there, ""));
            await(ours, 0, 0);
            first.reload(before);
            await(ours, 1, 1);
        }
    }

    /** A remote with a tls block of its own is judged by that. */
    @Test
    void anOutboundGatewayEndsByThePinsOfItsRemote() {
        TestCertificates certificates = new TestCertificates(directory).another("other");
        int here = FreePort.next();
        int there = FreePort.next();
        String listener = certificates.tlsBlock("");
        try (Member first = Member.start(
                        MemberKind.DIALTONE, config("A", here, listener, "B", there, pinning(certificates, "other")));
                Member second =
                        Member.start(MemberKind.DIALTONE, config("B", there, own(certificates), "A", here, ""))) {
            await(first, 1, 1);
            first.reload(config("A", here, listener, "B", there, pinning(certificates, "client")));
            await(first, 0, 1);
            await(second, 1, 0);
        }
    }

    private static String pinning(TestCertificates certificates, String name) {
        return certificates.tlsBlock("pinned_certs: [ \"" + certificates.pin(name + ".pem") + "\" ]");
    }

    private static String own(TestCertificates certificates) {
        return certificates.tlsBlock("").replace("server.pem", "other.pem").replace("server-key.pem", "other-key.pem");
    }
}
