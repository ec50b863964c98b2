package io.dialtone.app.accountserver;

import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Activations by the hash that names them: files in one directory. */
final class Activations {
    private static final Pattern HASH = Pattern.compile("[A-Z2-7]{52}(?:====)?");

    private final Path directory;

    Activations(Path directory) {
        this.directory = directory;
    }

    private Path file(String hash) throws IOException {
        // The name comes from outside: nothing but a hash may become a path.
        if (!HASH.matcher(hash).matches()) {
            throw new NoSuchFileException("not the hash of an activation");
        }
        return directory.resolve(hash.replace("=", "") + ".jwt");
    }

    /** The activation of that hash; null when there is none. */
    @Nullable
    String find(String hash) throws IOException {
        try {
            return Files.readString(file(hash)).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    void save(String hash, String token) throws IOException {
        try {
            SafeFiles.write(file(hash), token);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
