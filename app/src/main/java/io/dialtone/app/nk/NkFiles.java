package io.dialtone.app.nk;

import io.dialtone.accounts.keys.Nkeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files that {@code nk} reads. */
final class NkFiles {
    private NkFiles() {}

    static byte[] read(String file) throws NkFailure {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The first bytes of a file that may have no end. */
    static byte[] first(String file, int length) throws NkFailure {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            bytes = in.readNBytes(length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (bytes.length < length) {
            throw new NkFailure("Error creating key: " + (bytes.length == 0 ? "EOF" : "unexpected EOF"));
        }
        return bytes;
    }

    /** The first line that is a key of some kind. */
    static String key(String file) throws NkFailure {
        String content = new String(read(file), StandardCharsets.ISO_8859_1);
        for (String line : content.split("\n", -1)) {
            if (Nkeys.isEncoded(line)) {
                return line;
            }
        }
        throw new NkFailure("Could not find a valid key");
    }

    private static NkFailure unreadable(String file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new NkFailure("open " + file + ": no such file or directory");
        }
        if (e instanceof AccessDeniedException) {
            return new NkFailure("open " + file + ": permission denied");
        }
        return new NkFailure(
                Files.isDirectory(Path.of(file))
                        ? "read " + file + ": is a directory"
                        : "open " + file + ": " + e.getMessage());
    }
}
