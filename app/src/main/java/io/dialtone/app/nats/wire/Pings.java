package io.dialtone.app.nats.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who waits for a PONG, in the order of the PINGs. Guarded by the client's lock but for {@link #await}. */
final class Pings {
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();

    void sent(CompletableFuture<Void> pong) {
        waiting.add(pong);
    }

    void answered() {
        CompletableFuture<Void> first = waiting.poll();
        if (first != null) {
            first.complete(null);
        }
    }

    /** No PONG will come any more. */
    void fail(String reason) {
        waiting.forEach(ping -> ping.completeExceptionally(new ClientException(reason)));
        waiting.clear();
    }

    static void await(CompletableFuture<Void> pong, long timeoutMs) throws ClientException {
        try {
            pong.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ClientException.TimedOut("waiting for the server");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new ClientException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted", e);
        }
    }
}
