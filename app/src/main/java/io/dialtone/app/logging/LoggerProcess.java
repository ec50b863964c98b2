package io.dialtone.app.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@code logger} process that passes our lines on: it takes the priority from {@code <N>} in front of each. */
final class LoggerProcess implements SyslogTransport {
    private final Process process;
    private final OutputStream in;

    private LoggerProcess(Process process) {
        this.process = process;
        this.in = process.getOutputStream();
    }

    static SyslogTransport start(Path socket, String program, long pid) throws IOException {
        return new LoggerProcess(new ProcessBuilder(
                        "logger",
                        "--prio-prefix",
                        "--skip-empty",
                        "--socket",
                        socket.toString(),
                        "-t",
                        program,
                        "--id=" + pid)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    @Override
    public void send(byte[] packet) throws IOException {
        // "<29>Nov 21 07:03:01 nats-server[12]: text": logger writes time and tag itself.
        String text = new String(packet, StandardCharsets.UTF_8);
        int priorityEnd = text.indexOf('>') + 1;
        int textStart = text.indexOf("]: ") + 3;
        in.write((text.substring(0, priorityEnd) + text.substring(textStart)).getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It has gone already.
        }
        process.destroy();
    }
}
