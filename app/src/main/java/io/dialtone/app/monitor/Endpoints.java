package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.InvalidQuery;
import io.dialtone.streams.ServerLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Which path is answered by what. RequestPath are exact: a trailing slash makes an unknown one, and one that is not in its shortest
 * form is redirected to that.
 */
final class Endpoints {

    /** Answers one request; an {@link InvalidQuery}, thrown or as the failure of the stage, is answered as a bad request. */
    @FunctionalInterface
    interface Endpoint {
        CompletionStage<Reply> answer(Query query);
    }

    private final Map<String, Endpoint> byPath = new HashMap<>();
    private final Set<String> forAll = new HashSet<>();
    private final String base;
    private final ServerLog log;

    /**
     * An empty table.
     *
     * @param basePath in front of every path, with or without slashes at its ends; empty for none
     */
    Endpoints(String basePath, ServerLog log) {
        this.base = basePath(basePath);
        this.log = log;
    }

    Endpoints add(String path, Endpoint endpoint) {
        String full = path.equals("/") && !base.isEmpty() ? base : base + path;
        byPath.put(full, endpoint);
        return this;
    }

    /** Like {@link #add}, for those who have no password, too. */
    Endpoints addForAll(String path, Endpoint endpoint) {
        forAll.add(base + path);
        return add(path, endpoint);
    }

    /** Whether a path is answered without a password: the probes are, which tell nothing but how it goes. */
    boolean isForAll(String path) {
        return forAll.contains(path);
    }

    /** The last part of the base path with a slash, which links relative to the root page need; empty without a base path. */
    String linkPrefix() {
        return base.isEmpty() ? "" : base.substring(base.lastIndexOf('/') + 1) + "/";
    }

    /**
     * Answers a request.
     *
     * @param path decoded
     * @param rawQuery as sent, without its question mark
     * @param isRead whether the method is GET or HEAD, to which a redirection has a page
     */
    CompletionStage<Reply> answer(String path, String rawQuery, boolean isRead) {
        String shortest = RequestPath.shortest(path);
        if (!shortest.equals(path)) {
            return done(Reply.moved(Escapes.encodePath(shortest) + (rawQuery.isEmpty() ? "" : "?" + rawQuery), isRead));
        }
        Endpoint endpoint = byPath.get(path);
        if (endpoint == null) {
            return done(Reply.notFound());
        }
        try {
            return endpoint.answer(Query.parse(rawQuery)).exceptionally(failure -> failed(path, failure));
        } catch (RuntimeException e) {
            return done(failed(path, e));
        }
    }

    private Reply failed(String path, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InvalidQuery invalid) {
            return Reply.error(400, invalid.words());
        }
        log.error("Error answering " + path + ": " + cause);
        return Reply.error(500, "Internal Server Error");
    }

    static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static String basePath(String configured) {
        String shortest = RequestPath.shortest("/" + configured);
        return shortest.endsWith("/") ? shortest.substring(0, shortest.length() - 1) : shortest;
    }
}
