package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.conf.TlsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS of links with programs that are not ours; skipped where they are missing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LinkInteropTest {
    private final LinkLab lab = new LinkLab();
    private final LinkEnd end = new LinkEnd();

    @TempDir
    private Path dir;

    private TlsOptions tls;
    private Process process;

    @BeforeEach
    void issueCertificates() {
        tls = new LinkCertificates(dir).local();
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        lab.close();
    }

    private void until(Callable<Boolean> what) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(40))
                .until(what);
    }

    private String output() {
        try {
            return Files.readString(dir.resolve("out"));
        } catch (IOException e) {
            return "";
        }
    }

    private void start(String... command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
    }

    private void startNatsServer(String configuration) throws IOException {
        Path file = Files.writeString(dir.resolve("nats.conf"), "listen: \"127.0.0.1:-1\"\n" + configuration);
        start(natsServer().orElseThrow(LinkInteropTest::noNatsServer).toString(), "-DV", "-c", file.toString());
    }

    private static RuntimeException noNatsServer() {
        String reason = "no nats-server (NATS_SERVER, PATH, ~/.cache/nats-server/sid)";
        if ("1".equals(System.getenv("DIALTONE_REQUIRE_TOOLS"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }

    private static Optional<Path> natsServer() throws IOException {
        String named = System.getenv("NATS_SERVER");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> onPath = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .map(directory -> Path.of(directory, "nats-server"))
                .filter(program -> Files.isExecutable(program) && !Files.isDirectory(program))
                .findFirst();
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "nats-server", "sid");
        if (onPath.isPresent() || !Files.isDirectory(cache)) {
            return onPath;
        }
        try (Stream<Path> files = Files.walk(cache, 8)) {
            return files.filter(program -> program.endsWith("nats-server") && Files.isRegularFile(program))
                    .findFirst();
        }
    }

    private String block() {
        return "tls { cert_file: \"" + tls.certFile() + "\", key_file: \"" + tls.keyFile() + "\", ca_file: \""
                + tls.caFile() + "\", verify: true, timeout: 30 }";
    }

    /** Where the program listens: on a port of its own choice, which no other can have taken meanwhile. */
    private InetSocketAddress listening(String line) {
        Pattern listening = Pattern.compile(line + "127\\.0\\.0\\.1:(\\d+)\\s");
        until(() -> listening.matcher(output()).find());
        Matcher found = listening.matcher(output());
        assertThat(found.find()).isTrue();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(found.group(1)));
    }

    private boolean sawInfo() {
        return end.seen.stream().anyMatch(s -> s.startsWith("INFO {\"server_id\":"));
    }

    @Test
    void natsServerTakesUsAsARoute() throws Exception {
        startNatsServer("cluster { name: C, listen: \"127.0.0.1:-1\", " + block() + " }");
        lab.dial(
                listening("Listening for route connections on "),
                DialSecurity.tlsFirst(PeerKind.ROUTE, LinkSecurity.dialling(tls), "localhost", lab.handshakes),
                end);
        until(this::sawInfo);
        assertThat(end.seen).startsWith("opened TLS first");
        assertThat(end.tls.identity().dnsNames()).containsExactly("localhost");
    }

    @Test
    void natsServerTakesUsAsALeafBehindItsInfo() throws Exception {
        startNatsServer("leafnodes { listen: \"127.0.0.1:-1\", " + block() + " }");
        TlsUpgrade upgrade = new TlsUpgrade();
        var context = LinkSecurity.dialling(tls);
        end.onInfo = e -> {
            upgrade.start(context, "127.0.0.1");
            e.port.send(Reading.bytes("CONNECT {\"name\":\"L\",\"server_id\":\"NX\",\"protocol\":1}\r\nPING\r\n"));
        };
        lab.dial(
                listening("Listening for leafnode connections on "),
                DialSecurity.afterInfo(PeerKind.LEAF, upgrade, lab.handshakes),
                end);
        until(() -> end.seen.stream().anyMatch(s -> s.contains("\"connect_info\":true")));
        assertThat(end.seen).contains("opened TLS");
    }

    @Test
    void natsServerComesToUsAsARoute() throws Exception {
        InetSocketAddress ours = lab.listen(LinkSecurity.accepting(PeerKind.ROUTE, tls, lab.handshakes), end);
        startNatsServer("cluster { name: C, listen: \"127.0.0.1:-1\", routes: [\"nats://127.0.0.1:" + ours.getPort()
                + "\"], " + block() + " }");
        until(() -> end.seen.stream().anyMatch(s -> s.startsWith("CONNECT {")));
        assertThat(end.seen).startsWith("opened TLS first", "info due inside TLS");
        assertThat(end.tls.identity().dnsNames()).containsExactly("localhost");
    }

    @Test
    void natsServerComesToUsAsALeaf() throws Exception {
        end.info = "INFO {\"server_id\":\"HUB\",\"client_id\":1,\"tls_required\":true,\"leafnode_urls\":[\"x:1\"]}\r\n";
        InetSocketAddress ours = lab.listen(LinkSecurity.accepting(PeerKind.LEAF, tls, lab.handshakes), end);
        startNatsServer(
                "leafnodes { remotes: [{ url: \"tls://127.0.0.1:" + ours.getPort() + "\", " + block() + " }] }");
        until(() -> end.seen.stream().anyMatch(s -> s.startsWith("CONNECT {")));
        assertThat(end.seen).startsWith("info due in clear", "opened TLS");
    }

    @Test
    void natsServerSaysWhatItDoesNotLikeOfOurCertificate() throws Exception {
        startNatsServer("cluster { name: C, listen: \"127.0.0.1:-1\", " + block() + " }");
        TlsOptions none = new LinkCertificates(dir).authorityOnly().with(b -> b.caFile(tls.caFile()));
        lab.dial(
                listening("Listening for route connections on "),
                DialSecurity.tlsFirst(PeerKind.ROUTE, LinkSecurity.dialling(none), "localhost", lab.handshakes),
                end);
        until(() -> end.saw("over") && output().contains("didn't provide a certificate"));
    }

    @Test
    void natsServerHearsThatItsCertificateIsBad() throws Exception {
        startNatsServer("cluster { name: C, listen: \"127.0.0.1:-1\", " + block() + " }");
        lab.dial(
                listening("Listening for route connections on "),
                DialSecurity.tlsFirst(PeerKind.ROUTE, LinkSecurity.dialling(tls), "other.example", lab.handshakes),
                end);
        until(() -> output().contains("TLS route handshake error: remote error: tls: bad certificate"));
    }

    @Test
    void opensslServesUs() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
        start(
                "/usr/bin/openssl",
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                tls.certFile(),
                "-key",
                tls.keyFile(),
                "-CAfile",
                tls.caFile(),
                "-Verify",
                "1",
                "-tls1_2");
        end.onOpened = e -> e.port.send(Reading.bytes("CONNECT {\"to\":\"openssl\"}\r\n"));
        lab.dial(
                listening("ACCEPT "),
                DialSecurity.tlsFirst(PeerKind.ROUTE, LinkSecurity.dialling(tls), "localhost", lab.handshakes),
                end);
        until(() -> output().contains("CONNECT {\"to\":\"openssl\"}"));
        assertThat(end.tls.version()).isEqualTo("1.2");
    }
}
