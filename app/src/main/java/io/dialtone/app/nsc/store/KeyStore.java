package io.dialtone.app.nsc.store;

import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.Nkeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Seeds and credentials below one directory:
 *
 * <pre>
 * keys/U/CQ/UCQ4B6F2....nk            the seed of that public key
 * creds/OPERATOR/ACCOUNT/USER.creds   token and seed of a user
 * </pre>
 */
public final class KeyStore {
    private static final String SEED = ".nk";
    private static final String IGNORED = """
            # ignore all nk files\s
            **/*.nk

            # ignore all creds files
            **/*.creds
            """;

    private final Path directory;
    private final boolean ignoredByGit;

    /**
     * Opens a key store; nothing is made before the first key.
     *
     * @param ignoredByGit whether to tell git that these files are not for it
     */
    public KeyStore(Path directory, boolean ignoredByGit) {
        this.directory = directory;
        this.ignoredByGit = ignoredByGit;
    }

    /** Where everything is. */
    public Path directory() {
        return directory;
    }

    /** Where the seed of a public key is, or would be. */
    public Path seedFile(String publicKey) {
        return directory
                .resolve("keys")
                .resolve(publicKey.substring(0, 1))
                .resolve(publicKey.substring(1, 3))
                .resolve(publicKey + SEED);
    }

    /** Where the credentials of a user are, or would be. */
    public Path credsFile(String operator, String account, String user) {
        return credsDirectory(operator, account).resolve(user + ".creds");
    }

    /** Where the credentials of the users of an account are, or would be. */
    public Path credsDirectory(String operator, String account) {
        return directory.resolve("creds").resolve(operator).resolve(account);
    }

    /** Whether the seed of a public key is here. */
    public boolean has(String publicKey) {
        return Nkeys.isPublic(publicKey) && Files.isRegularFile(seedFile(publicKey));
    }

    /** The seed of a public key; null when it is not here. */
    public @Nullable String seed(String publicKey) throws StoreException {
        String text = Nkeys.isPublic(publicKey) ? SafeFiles.read(seedFile(publicKey)) : null;
        return text == null ? null : text.strip();
    }

    /** The key pair of a public key that can sign; null when it is not here. */
    public @Nullable KeyPair find(String publicKey) throws StoreException {
        String seed = seed(publicKey);
        if (seed == null) {
            return null;
        }
        KeyPair pair = parse(seed, seedFile(publicKey).toString());
        if (!pair.publicKey().equals(publicKey)) {
            throw new StoreException(seedFile(publicKey) + " holds the seed of " + pair.publicKey());
        }
        return pair;
    }

    /** The key pair of a seed text. */
    public static KeyPair parse(String seed, String origin) throws StoreException {
        try {
            return KeyPair.fromSeed(seed.strip());
        } catch (NkeyException e) {
            throw new StoreException("unable to read a seed from " + origin + ": " + e.getMessage());
        }
    }

    /** Keeps a key pair; where. */
    public Path store(KeyPair pair) throws StoreException {
        return store(pair.publicKey(), pair.seed());
    }

    /** Keeps a curve key pair; where. */
    public Path store(CurveKeyPair pair) throws StoreException {
        return store(pair.publicKey(), pair.seed());
    }

    private Path store(String publicKey, String seed) throws StoreException {
        keepFromGit();
        Path file = seedFile(publicKey);
        SafeFiles.write(file, seed);
        return file;
    }

    /** Keeps the credentials of a user; where. */
    public Path storeCreds(String operator, String account, String user, String text) throws StoreException {
        keepFromGit();
        Path file = credsFile(operator, account, user);
        SafeFiles.write(file, text);
        return file;
    }

    private void keepFromGit() throws StoreException {
        Path file = directory.resolve(".gitignore");
        if (ignoredByGit && !Files.exists(file)) {
            SafeFiles.write(file, IGNORED);
        }
    }

    /** Forgets the seed of a public key; whether it was here. */
    public boolean delete(String publicKey) throws StoreException {
        return SafeFiles.delete(seedFile(publicKey));
    }

    /** The public keys whose seeds are here, in order. */
    public List<String> publicKeys() throws StoreException {
        List<String> keys = new ArrayList<>();
        for (Path file : seedFiles(directory.resolve("keys"), true)) {
            String name = file.getFileName().toString();
            String key = name.substring(0, name.length() - SEED.length());
            if (Nkeys.isPublic(key)) {
                keys.add(key);
            }
        }
        keys.sort(null);
        return keys;
    }

    /** Files of seeds in a directory. */
    public static List<Path> seedFiles(Path directory, boolean recurse) throws StoreException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, recurse ? Integer.MAX_VALUE : 1)) {
            return files.filter(file -> file.toString().endsWith(SEED) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StoreException.of("list", directory, e);
        }
    }
}
