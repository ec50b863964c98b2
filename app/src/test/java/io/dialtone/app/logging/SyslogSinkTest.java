package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogSinkTest {
    private static final int PATIENCE_MS = 60_000;

    @ParameterizedTest(name = "{0} is severity {1}")
    @CsvSource({"INFO, 5", "DEBUG, 7", "TRACE, 5", "WARN, 4", "ERROR, 3", "FATAL, 2"})
    void aRemoteSyslogGetsOneDatagramForEachLine(Label label, int severity) throws IOException {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                LogSink sink = SyslogSink.remote("udp://127.0.0.1:" + syslog.getLocalPort(), "nats-server", 42)) {
            syslog.setSoTimeout(PATIENCE_MS);
            sink.write(LogLine.of(label, "hello"));
            DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
            syslog.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .matches("<" + severity
                            + ">\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S+ \\S+ nats-server\\[42]: hello\n");
        }
    }

    /** Java has no Unix datagram sockets, so the daemon is one of Python's and the way to it leads through {@code logger}. */
    @Test
    void theDatagramSocketOfALocalSyslogGetsTheLines(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("log");
        Process daemon = startDaemon(socket);
        try (BufferedReader heard = daemon.inputReader(StandardCharsets.UTF_8)) {
            assertThat(heard.readLine()).isEqualTo("listening");
            try (LogSink sink = SyslogSink.local(List.of(directory.resolve("none"), socket), "nats-server", 42)) {
                sink.write(LogLine.of(Label.INFO, "one"));
                assertThat(heard.readLine())
                        .matches("<29>\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d nats-server\\[42]: one");
                sink.write(LogLine.of(Label.ERROR, "two"));
                assertThat(heard.readLine()).matches("<27>.* nats-server\\[42]: two");
            }
        } finally {
            daemon.destroyForcibly();
        }
    }

    private static Process startDaemon(Path socket) {
        try {
            new ProcessBuilder("logger", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ProcessBuilder("python3", "-u", "-c", DAEMON, socket.toString()).start();
        } catch (IOException e) {
            return Assumptions.abort("needs logger and python3: " + e.getMessage());
        }
    }

    private static final String DAEMON = """
            import socket, sys
            log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            log.settimeout(60)
            log.bind(sys.argv[1])
            print("listening")
            while True:
                print(log.recv(65536).decode().rstrip("\\0\\n"))
            """;

    @Test
    void aBrokenStreamIsMadeAnew() throws IOException {
        try (ServerSocket syslog = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                LogSink sink = SyslogSink.remote("tcp://127.0.0.1:" + syslog.getLocalPort(), "nats-server", 42)) {
            syslog.setSoTimeout(PATIENCE_MS);
            try (Socket first = syslog.accept()) {
                first.setSoTimeout(PATIENCE_MS);
                sink.write(LogLine.of(Label.INFO, "one"));
                assertThat(readLine(first)).endsWith("nats-server[42]: one");
                // What the sink writes now is answered with a reset, and then the next write fails.
                first.setSoLinger(true, 0);
            }
            Socket second = null;
            while (second == null) {
                sink.write(LogLine.of(Label.INFO, "again"));
                second = acceptSoon(syslog);
            }
            try (Socket accepted = second) {
                accepted.setSoTimeout(PATIENCE_MS);
                assertThat(readLine(accepted)).endsWith("nats-server[42]: again");
            }
        }
    }

    @Test
    void aUnixSocketIsAddressedByItsPath(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("log");
        try (ServerSocketChannel syslog = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            syslog.bind(UnixDomainSocketAddress.of(path));
            try (LogSink sink = SyslogSink.remote("unix://" + path, "nats-server", 42);
                    SocketChannel accepted = syslog.accept()) {
                sink.write(LogLine.of(Label.WARN, "hello"));
                ByteBuffer bytes = ByteBuffer.allocate(1024);
                accepted.read(bytes);
                assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8))
                        .startsWith("<4>")
                        .endsWith("nats-server[42]: hello\n");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"foo", "http://127.0.0.1:514", "udp://foo", "unix:///none/such"})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> SyslogSink.remote(url, "nats-server", 42)).isInstanceOf(IOException.class);
    }

    @Test
    void aSyslogThatIsGoneCostsLinesAndNothingElse() throws IOException {
        ServerSocket syslog = new ServerSocket();
        syslog.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (LogSink sink = SyslogSink.remote("tcp://127.0.0.1:" + syslog.getLocalPort(), "nats-server", 42)) {
            syslog.accept().close();
            syslog.close();
            for (int i = 0; i < 10; i++) {
                sink.write(LogLine.of(Label.INFO, "nobody hears this"));
            }
        }
    }

    private static @Nullable Socket acceptSoon(ServerSocket server) throws IOException {
        server.setSoTimeout(50);
        try {
            return server.accept();
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
