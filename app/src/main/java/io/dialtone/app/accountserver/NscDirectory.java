package io.dialtone.app.accountserver;

import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The directory of an operator, as nsc keeps it. Read only: whoever changes accounts does so with nsc. */
final class NscDirectory implements AccountTokens {
    private final OperatorStore store;
    /** Names of accounts by their public keys, as of the last scan. */
    private final Map<String, String> names = new ConcurrentHashMap<>();
    /** Keys by names and time of change, so that a scan reads what changed alone. Touched by one scan at a time. */
    private final Map<String, Known> known = new HashMap<>();

    private record Known(long changed, String key) {}

    NscDirectory(OperatorStore store) {
        this.store = store;
    }

    @Override
    public @Nullable String find(String publicKey) throws IOException {
        String name = names.get(publicKey);
        try {
            return name == null || !store.hasAccount(name) ? null : store.accountToken(name);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void save(String publicKey, String token) throws IOException {
        throw new IOException("the directory of nsc is read only");
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public synchronized Map<String, Long> scan() throws IOException {
        Map<String, Long> changed = new HashMap<>();
        try {
            for (String name : store.accounts()) {
                Path file = store.directory().resolve("accounts").resolve(name).resolve(name + ".jwt");
                long time = Files.getLastModifiedTime(file).toMillis();
                Known before = known.get(name);
                String key = before != null && before.changed == time
                        ? before.key
                        : store.account(name).subject();
                known.put(name, new Known(time, key));
                names.put(key, name);
                changed.put(key, time);
            }
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        names.keySet().retainAll(changed.keySet());
        return changed;
    }
}
