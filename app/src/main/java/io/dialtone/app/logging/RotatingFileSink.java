package io.dialtone.app.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A log file that is appended to. Beyond its size limit it is renamed to {@code <file>.YYYY.MM.DD.HH.MM.SS.nnnnnnnnn} and begun anew;
 * of the renamed ones only the newest are kept. One writer at a time: every method is synchronized.
 */
final class RotatingFileSink implements LogSink {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy.MM.dd.HH.mm.ss.nnnnnnnnn", Locale.ROOT);
    private static final Pattern STAMPED = Pattern.compile("\\d{4}(\\.\\d\\d){5}\\.\\d{1,9}");
    private static final FileAttribute<?> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
    private static final byte[] LF = {'\n'};
    private static final byte[] CR_LF = {'\r', '\n'};

    private final Path file;
    private final LineFormat format;
    private final long sizeLimit;
    private final long maxFiles;

    private OutputStream out;
    private long size;
    /** The limit in force: 0 after a failed rotation, so that not every line tries again. */
    private long limit;

    /**
     * @param sizeLimit bytes; 0: no rotation
     * @param maxFiles files kept, the current one included; 0: all
     * @throws IOException when the file cannot be opened
     */
    RotatingFileSink(Path file, LineFormat format, long sizeLimit, long maxFiles) throws IOException {
        this.file = file;
        this.format = format;
        this.sizeLimit = sizeLimit;
        this.maxFiles = maxFiles;
        this.limit = sizeLimit;
        this.out = open();
        this.size = Files.size(file);
    }

    @Override
    public synchronized void write(LogLine line) {
        append(line, LF);
        if (limit > 0 && size > limit) {
            rotate();
        }
    }

    private OutputStream open() throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND), MODE);
        return Channels.newOutputStream(channel);
    }

    private void append(LogLine line, byte[] end) {
        try {
            byte[] text = format.format(line);
            byte[] bytes = new byte[text.length + end.length];
            System.arraycopy(text, 0, bytes, 0, text.length);
            System.arraycopy(end, 0, bytes, text.length, end.length);
            out.write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            // A full disk must not stop the broker; what was to be said is lost.
        }
    }

    private void rotate() {
        Path backup =
                file.resolveSibling(file.getFileName() + "." + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())));
        try {
            out.close();
            Files.move(file, backup);
            out = open();
            size = 0;
        } catch (IOException e) {
            limit = 0;
            reopenAfterFailure();
            append(LogLine.of(Label.ERROR, "Unable to rotate log: " + e), LF);
            return;
        }
        append(LogLine.of(Label.INFO, "Rotated log, backup saved as \"" + backup + "\""), CR_LF);
        if (maxFiles > 0) {
            purge();
        }
    }

    private void reopenAfterFailure() {
        try {
            out = open();
        } catch (IOException e) {
            out = OutputStream.nullOutputStream();
        }
    }

    private void purge() {
        List<Path> backups;
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            backups = siblings.filter(this::isBackup).sorted().toList();
        } catch (IOException e) {
            append(LogLine.of(Label.ERROR, "Unable to read the log directory: " + e), LF);
            return;
        }
        for (Path backup : backups.subList(0, (int) Math.max(0, backups.size() - (maxFiles - 1)))) {
            String name = "\"" + backup.getFileName() + "\"";
            try {
                Files.delete(backup);
            } catch (IOException e) {
                append(
                        LogLine.of(
                                Label.ERROR,
                                "Unable to remove backup log file " + name + " (" + e
                                        + "), will attempt next rotation"),
                        LF);
                return;
            }
            append(LogLine.of(Label.INFO, "Purged log file " + name), LF);
        }
    }

    private boolean isBackup(Path sibling) {
        String name = sibling.getFileName().toString();
        String start = file.getFileName() + ".";
        return name.startsWith(start)
                && STAMPED.matcher(name.substring(start.length())).matches();
    }

    @Override
    public synchronized boolean reopen() throws IOException {
        OutputStream fresh = open();
        close();
        out = fresh;
        size = Files.size(file);
        limit = sizeLimit;
        return true;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            // All that was written is with the kernel already.
        }
    }
}
