package io.dialtone.app.process;

import io.dialtone.app.SystemError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that holds the process id: digits and no line end, for its owner only. It stays behind when the process ends. */
final class PidFile {
    private PidFile() {}

    static void write(Path file, long pid) throws IOException {
        Set<StandardOpenOption> anew =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (SeekableByteChannel out = Files.newByteChannel(
                file, anew, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap(Long.toString(pid).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new IOException("open " + file + ": " + SystemError.reason(e), e);
        }
    }
}
