package io.dialtone.app.accountserver;

import io.dialtone.app.nsc.remote.Login;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.NatsConnection;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.remote.TlsFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells servers about changed accounts, on a thread of its own: one after the other, of each account the newest token alone. While no server can be
 * reached it tries again every two seconds; nothing is forgotten but on close.
 */
final class Notifier implements AutoCloseable {
    private static final long RETRY_MS = 2_000;

    private final List<NatsAddress> addresses;
    private final Login login;
    private final TlsFiles tls;
    private final Log log;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("notifier").factory());
    /** Guarded by itself. */
    private final Map<String, String> waiting = new LinkedHashMap<>();
    /** Touched by the thread alone. */
    private @Nullable NatsConnection connection;
    /** Whether another try is scheduled; what changes before that waits for it. Touched by the thread alone. */
    private boolean retrying;

    Notifier(List<NatsAddress> addresses, Login login, TlsFiles tls, Log log) {
        this.addresses = List.copyOf(addresses);
        this.login = login;
        this.tls = tls;
        this.log = log;
    }

    /** Tells servers soon. */
    void changed(String account, String token) {
        synchronized (waiting) {
            waiting.put(account, token);
        }
        thread.execute(() -> {
            if (!retrying) {
                tell();
            }
        });
    }

    private void retry() {
        retrying = false;
        tell();
    }

    private void tell() {
        Map<String, String> batch;
        synchronized (waiting) {
            batch = new LinkedHashMap<>(waiting);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            publish(batch);
            synchronized (waiting) {
                batch.forEach(waiting::remove);
            }
        } catch (RemoteException e) {
            log.error("servers cannot be told of changed accounts: " + e.getMessage());
            disconnect();
            retrying = true;
            thread.schedule(this::retry, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void publish(Map<String, String> batch) throws RemoteException {
        NatsConnection open = connection;
        if (open == null) {
            open = NatsConnection.open(addresses, login, tls, "_INBOX.account-server", "account-server");
            connection = open;
        }
        for (Map.Entry<String, String> one : batch.entrySet()) {
            open.publish("$SYS.ACCOUNT." + one.getKey() + ".CLAIMS.UPDATE", one.getValue());
            log.info("servers are told of account " + one.getKey());
        }
        open.flush();
    }

    private void disconnect() {
        NatsConnection open = connection;
        if (open != null) {
            open.close();
            connection = null;
        }
    }

    @Override
    public void close() {
        thread.execute(this::disconnect);
        thread.shutdown();
    }
}
