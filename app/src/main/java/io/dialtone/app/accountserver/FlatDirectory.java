package io.dialtone.app.accountserver;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files {@code KEY.jwt} in one directory: what the full resolver of a server keeps, too. */
final class FlatDirectory implements AccountTokens {
    private static final String TOKEN = ".jwt";

    private final Path directory;
    private final boolean writable;

    FlatDirectory(Path directory, boolean writable) {
        this.directory = directory;
        this.writable = writable;
    }

    private Path file(String publicKey) throws IOException {
        // The name comes from outside: nothing but a key may become a path.
        if (!Nkeys.isPublic(NkeyType.ACCOUNT, publicKey)) {
            throw new IOException("not the public key of an account");
        }
        return directory.resolve(publicKey + TOKEN);
    }

    @Override
    public @Nullable String find(String publicKey) throws IOException {
        try {
            return Files.readString(file(publicKey)).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void save(String publicKey, String token) throws IOException {
        try {
            SafeFiles.write(file(publicKey), token);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public Map<String, Long> scan() throws IOException {
        Map<String, Long> changed = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String key = name.endsWith(TOKEN) ? name.substring(0, name.length() - TOKEN.length()) : "";
                if (Nkeys.isPublic(NkeyType.ACCOUNT, key)) {
                    changed.put(key, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return changed;
    }
}
