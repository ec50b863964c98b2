package io.dialtone.app.logging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A syslog, local or remote, in the format of RFC 3164 as Go's {@code log/syslog} writes it. A connection that fails is made anew once for
 * each line.
 */
final class SyslogSink implements LogSink {
    /** Facility of local lines. Remote ones have 0, the kernel's: that is what nats-server sends. */
    private static final int DAEMON = 3 << 3;

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter REMOTE_TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private final SyslogTransport.Dialer dialer;
    private final String tag;
    private final @Nullable String remoteHost;
    private @Nullable SyslogTransport transport;

    private SyslogSink(SyslogTransport.Dialer dialer, String tag, @Nullable String remoteHost) throws IOException {
        this.dialer = dialer;
        this.tag = tag;
        this.remoteHost = remoteHost;
        this.transport = dialer.dial();
    }

    /** @throws IOException when no local syslog answers */
    static SyslogSink local(String program, long pid) throws IOException {
        return local(SyslogTransport.LOCAL_SOCKETS, program, pid);
    }

    static SyslogSink local(List<Path> sockets, String program, long pid) throws IOException {
        return new SyslogSink(() -> SyslogTransport.local(sockets, program, pid), program + "[" + pid + "]", null);
    }

    /**
     * @param url {@code udp://host:port}, {@code tcp://host:port} or {@code unix:///path}
     * @throws IOException when it is none of these, or nobody listens there
     */
    static SyslogSink remote(String url, String program, long pid) throws IOException {
        return new SyslogSink(() -> SyslogTransport.remote(url), program + "[" + pid + "]", hostName());
    }

    @Override
    public synchronized void write(LogLine line) {
        byte[] packet = packet(line).getBytes(StandardCharsets.UTF_8);
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                if (transport == null) {
                    transport = dialer.dial();
                }
                transport.send(packet);
                return;
            } catch (IOException e) {
                close();
            }
        }
    }

    private String packet(LogLine line) {
        OffsetDateTime time = line.time()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(ZoneId.systemDefault())
                .toOffsetDateTime();
        String text = line.stackTrace() == null ? line.text() : line.text() + "\n" + line.stackTrace();
        String head = remoteHost == null
                ? "<" + (DAEMON | line.label().severity()) + ">" + LOCAL_TIME.format(time)
                : "<" + line.label().severity() + ">" + REMOTE_TIME.format(time) + " " + remoteHost;
        return head + " " + tag + ": " + text + "\n";
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    @Override
    public synchronized void close() {
        if (transport != null) {
            transport.close();
            transport = null;
        }
    }
}
