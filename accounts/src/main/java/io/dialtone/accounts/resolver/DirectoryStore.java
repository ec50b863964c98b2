package io.dialtone.accounts.resolver;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A directory with one file for each account, {@code <account>.jwt}, as nats-server keeps it: the same directory may be used by either.
 * For any number of threads; each call is a whole.
 *
 * <p>Files that come from elsewhere count from the next {@link #reload}. A file that cannot be read is as good as none.
 */
public final class DirectoryStore implements AccountResolver {
    private static final String SUFFIX = ".jwt";
    private static final String DELETED = ".deleted";
    private static final String UNFINISHED = ".part";
    private static final String INVALID_KEY = "invalid public key";

    private final Path directory;
    private final Limits limits;
    private final Clock clock;
    private StoreIndex index;
    private BiConsumer<String, String> kept = (account, token) -> {};

    /**
     * What may be kept and how long.
     *
     * @param most accounts at a time; 0: any number
     * @param evicts whether the least recently used makes room when there are too many; else the new one is refused
     * @param ttl after which a file goes that nobody asked for; zero: when its claims end
     * @param deletion what {@link #delete} does
     */
    public record Limits(long most, boolean evicts, Duration ttl, Deletion deletion) {}

    /** What becomes of a deleted file. */
    public enum Deletion {
        /** Deleting is refused. */
        NONE,
        /** It stays, under another name. */
        RENAME,
        /** It goes. */
        HARD
    }

    private DirectoryStore(Path directory, Limits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.index = new StoreIndex(limits.evicts());
    }

    /**
     * Opens a directory, which is made when there is none.
     *
     * @throws ResolverException when it cannot be read
     */
    public static DirectoryStore open(Path directory, Limits limits, Clock clock) throws ResolverException {
        try {
            Files.createDirectories(directory);
            DirectoryStore store = new DirectoryStore(directory.toAbsolutePath(), limits, clock);
            store.reload();
            return store;
        } catch (IOException e) {
            throw new ResolverException("directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** Where the files are, absolute. */
    public Path directory() {
        return directory;
    }

    /**
     * Who hears of each token that is kept from now on, with its account, before anybody can do anything else with the
     * directory: so it must not wait.
     */
    public synchronized void listener(BiConsumer<String, String> hears) {
        kept = hears;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    /** The token of an account, which counts as used. */
    @Override
    public synchronized String fetch(String account) throws ResolverException {
        Path file = file(account);
        try {
            String token = Files.readString(file);
            index.used(account);
            if (!limits.ttl().isZero()) {
                index.postpone(account, expires(token));
            }
            return token;
        } catch (NoSuchFileException e) {
            throw new ResolverException("open " + file + ": no such file or directory", e);
        } catch (IOException e) {
            throw new ResolverException("open " + file + ": " + e, e);
        }
    }

    /** {@link #storeNewer}. */
    @Override
    public void store(String account, String token) throws ResolverException {
        storeNewer(account, token);
    }

    /**
     * Keeps a token whatever was there.
     *
     * @return whether anything changed
     */
    public synchronized boolean save(String account, String token) throws ResolverException {
        Path file = file(account);
        if (token.isEmpty()) {
            throw new ResolverException("invalid JWT");
        }
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        byte[] hash = StoreIndex.hash(bytes);
        if (index.holds(account, hash)) {
            return false;
        }
        makeRoom(account);
        try {
            write(file, bytes);
        } catch (IOException e) {
            throw new ResolverException("write " + file + ": " + e, e);
        }
        index.put(account, hash, expires(token));
        kept.accept(account, token);
        return true;
    }

    /**
     * Keeps a token unless the one that is there is the same or was issued later.
     *
     * @return whether anything changed
     */
    public synchronized boolean storeNewer(String account, String token) throws ResolverException {
        TokenFacts fresh = TokenFacts.of(token);
        if (fresh == null) {
            throw new ResolverException("expected 3 chunks");
        }
        if (!fresh.subject().equals(account)) {
            throw new ResolverException("jwt subject nkey and provided nkey do not match");
        }
        TokenFacts there = index.contains(account) ? TokenFacts.of(fetch(account)) : null;
        if (there != null && (there.id().equals(fresh.id()) || there.issuedAt() > fresh.issuedAt())) {
            return false;
        }
        return save(account, token);
    }

    private void makeRoom(String account) throws ResolverException {
        if (limits.most() <= 0 || index.contains(account) || index.size() < limits.most()) {
            return;
        }
        String eldest = index.eldest();
        if (!limits.evicts() || eldest == null) {
            throw new ResolverException("jwt store is full");
        }
        remove(eldest);
    }

    /** Written aside and put in its place at once, so that nobody ever reads half a file. */
    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(directory);
        Path aside = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.write(aside, bytes);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes an account.
     *
     * @return whether it was there
     */
    public synchronized boolean delete(String account) throws ResolverException {
        if (limits.deletion() == Deletion.NONE) {
            throw new ResolverException("store is not set up to for delete");
        }
        Path file = file(account);
        try {
            if (limits.deletion() == Deletion.RENAME) {
                Path renamed = file.resolveSibling(file.getFileName() + DELETED);
                Files.move(file, renamed, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new ResolverException("remove " + file + ": " + e, e);
        }
        index.remove(account);
        return true;
    }

    /** Whether {@link #delete} is allowed at all. */
    public boolean deletes() {
        return limits.deletion() != Deletion.NONE;
    }

    /**
     * Looks at the directory anew.
     *
     * @return the accounts whose files are others than before, or that were not there
     */
    public synchronized List<String> reload() throws ResolverException {
        StoreIndex before = index;
        StoreIndex now = new StoreIndex(limits.evicts());
        List<String> changed = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String account = account(file);
                if (!account.isEmpty() && Files.isReadable(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    byte[] hash = StoreIndex.hash(bytes);
                    String token = new String(bytes, StandardCharsets.UTF_8);
                    now.put(account, hash, expires(token));
                    if (!before.holds(account, hash)) {
                        changed.add(account);
                        kept.accept(account, token);
                    }
                }
            }
        } catch (IOException e) {
            throw new ResolverException("directory " + directory + " cannot be read: " + e, e);
        }
        index = now;
        return changed;
    }

    /** Removes the files whose time is over; returns their accounts. */
    public synchronized List<String> expire() throws ResolverException {
        List<String> over = index.expired(clock.millis());
        for (String account : over) {
            remove(account);
        }
        return over;
    }

    private void remove(String account) throws ResolverException {
        try {
            Files.deleteIfExists(file(account));
        } catch (IOException e) {
            throw new ResolverException("remove " + account + SUFFIX + ": " + e, e);
        }
        index.remove(account);
    }

    /** The hash of all that is kept: XOR of the SHA-256 of each token. Equal where the same is kept. */
    public synchronized byte[] hash() {
        return index.sum();
    }

    /** All tokens that are not over, by account. */
    public synchronized Map<String, String> all() throws ResolverException {
        long now = clock.instant().getEpochSecond();
        Map<String, String> tokens = new TreeMap<>();
        for (String account : index.accounts()) {
            try {
                String token = Files.readString(file(account));
                TokenFacts facts = TokenFacts.of(token);
                boolean over = facts != null && facts.expires() > 0 && facts.expires() < now;
                if (!over && !token.isEmpty()) {
                    tokens.put(account, token);
                }
            } catch (NoSuchFileException e) {
                // somebody else took it away; the next reload will see that
                continue;
            } catch (IOException e) {
                throw new ResolverException("open " + account + SUFFIX + ": " + e, e);
            }
        }
        return tokens;
    }

    private long expires(String token) {
        if (!limits.ttl().isZero()) {
            return clock.millis() + limits.ttl().toMillis();
        }
        TokenFacts facts = TokenFacts.of(token);
        return facts == null || facts.expires() <= 0 ? Long.MAX_VALUE : facts.expires() * 1000;
    }

    /** Only public keys of accounts name files: nothing else ever becomes part of a path. */
    private Path file(String account) throws ResolverException {
        if (!Nkeys.isPublic(NkeyType.ACCOUNT, account)) {
            throw new ResolverException(INVALID_KEY);
        }
        return directory.resolve(account + SUFFIX);
    }

    private static String account(Path file) {
        String name = String.valueOf(file.getFileName());
        String account = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        return Nkeys.isPublic(NkeyType.ACCOUNT, account) ? account : "";
    }
}
