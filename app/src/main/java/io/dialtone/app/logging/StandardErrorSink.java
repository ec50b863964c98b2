package io.dialtone.app.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Standard error. Who reads it may close it before we end (a pipe): then lines are dropped and nothing else happens. */
final class StandardErrorSink implements LogSink {
    private final OutputStream out;
    private final LineFormat format;

    StandardErrorSink(LineFormat format) {
        this(format, new FileOutputStream(FileDescriptor.err));
    }

    StandardErrorSink(LineFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    /** Whether standard error is a terminal: {@code System.console()} would ask standard input and output, too, and is slow. */
    static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void write(LogLine line) {
        byte[] bytes = format.format(line);
        bytes = Arrays.copyOf(bytes, bytes.length + 1);
        bytes[bytes.length - 1] = '\n';
        try {
            out.write(bytes);
        } catch (IOException e) {
            // Nobody reads any more, and there is no other place to say so.
        }
    }

    @Override
    public void close() {
        // Standard error stays open: the JVM itself may have something to say.
    }
}
