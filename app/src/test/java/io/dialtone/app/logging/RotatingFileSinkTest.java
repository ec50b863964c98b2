package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileSinkTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("server.log");
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Files.writeString(file, "before\n");
        try (LogSink sink = sink(0, 0)) {
            sink.write(line("one"));
            sink.write(line("two"));
        }
        assertThat(file).hasContent("before\n[1] [INF] one\n[1] [INF] two\n");
    }

    @Test
    void aNewFileIsForItsOwnerAndGroup() throws IOException {
        sink(0, 0).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .startsWith("rw-")
                .endsWith("---");
    }

    @Test
    void theDirectoryMustExist() {
        assertThatThrownBy(() -> new RotatingFileSink(directory.resolve("none/x.log"), format(), 0, 0))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void beyondItsLimitTheFileIsKeptUnderAStampAndBegunAnew() throws IOException {
        String long300 = "x".repeat(300);
        try (LogSink sink = sink(300, 0)) {
            sink.write(line("one"));
            sink.write(line(long300));
            sink.write(line("three"));
        }
        List<Path> backups = backups();
        assertThat(backups).hasSize(1);
        assertThat(backups.get(0).getFileName().toString())
                .matches("server\\.log\\.\\d{4}\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d{9}");
        assertThat(backups.get(0)).hasContent("[1] [INF] one\n[1] [INF] " + long300 + "\n");
        assertThat(Files.readString(file))
                .isEqualTo("[1] [INF] Rotated log, backup saved as \"" + backups.get(0) + "\"\r\n[1] [INF] three\n");
    }

    @Test
    void onlyTheNewestFilesAreKept() throws IOException {
        Files.writeString(directory.resolve("server.log.other"), "no backup");
        try (LogSink sink = sink(300, 3)) {
            for (int i = 0; i < 5; i++) {
                sink.write(line("x".repeat(300) + i));
            }
        }
        assertThat(backups().stream().map(b -> read(b).strip()))
                .hasSize(2)
                .allMatch(text -> text.endsWith("x3") || text.endsWith("x4"));
        assertThat(Files.readString(file)).contains("Purged log file \"server.log.2");
        assertThat(directory.resolve("server.log.other")).exists();
    }

    @Test
    void aRotationThatFailsIsSaidOnceAndLoggingGoesOn() throws IOException {
        // The log is moved away under the sink: there is nothing to rename.
        try (LogSink sink = sink(20, 0)) {
            Files.delete(file);
            sink.write(line("much more than twenty bytes"));
            sink.write(line("again more than twenty bytes"));
        }
        assertThat(Files.readString(file))
                .contains("[ERR] Unable to rotate log: ")
                .endsWith("[INF] again more than twenty bytes\n")
                .containsOnlyOnce("Unable to rotate");
    }

    @Test
    void reopeningWritesToANewFileWhenTheOldOneWasMoved() throws IOException {
        try (LogSink sink = sink(0, 0)) {
            sink.write(line("one"));
            Files.move(file, directory.resolve("moved"));
            sink.write(line("two"));
            assertThat(sink.reopen()).isTrue();
            sink.write(line("three"));
        }
        assertThat(directory.resolve("moved")).hasContent("[1] [INF] one\n[1] [INF] two\n");
        assertThat(file).hasContent("[1] [INF] three\n");
    }

    private RotatingFileSink sink(long limit, long files) throws IOException {
        return new RotatingFileSink(file, format(), limit, files);
    }

    private static LineFormat format() {
        return new TextFormat(1, false, false, false);
    }

    private static LogLine line(String text) {
        return LogLine.of(Label.INFO, text);
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().startsWith("server.log.2"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
