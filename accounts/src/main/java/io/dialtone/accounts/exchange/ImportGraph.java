package io.dialtone.accounts.exchange;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The imports that hold, account by account; refuses one that would lead a message back to where it came from. Not for
 * several threads.
 */
final class ImportGraph {
    private static final String CYCLE = "import forms a cycle";
    private static final String EXHAUSTED = "search cycle depth exhausted";
    private static final int DEEPEST = 1024;

    private final Map<String, List<Edge>> byImporter = new HashMap<>();

    /** An import that holds. */
    private record Edge(ExchangeKind kind, String exporter, String there, String here) {}

    /** A search from one account on, that must not come back to an account on its way. */
    private final class Search {
        private final Set<String> path = new HashSet<>();
        private int depth;

        @Nullable
        String services(String account, String subject) {
            if (++depth > DEEPEST) {
                return EXHAUSTED;
            }
            path.add(account);
            for (Edge e : edges(account)) {
                // What leads an account to itself is a rename.
                if (e.kind == ExchangeKind.SERVICE
                        && !e.exporter.equals(account)
                        && Subjects.collide(subject, e.here)) {
                    String problem = path.contains(e.exporter) ? CYCLE : services(e.exporter, e.there);
                    if (problem != null) {
                        return problem;
                    }
                }
            }
            path.remove(account);
            return null;
        }

        @Nullable
        String streams(String account, String subject) {
            if (++depth > DEEPEST) {
                return EXHAUSTED;
            }
            path.add(account);
            for (Edge e : edges(account)) {
                if (e.kind == ExchangeKind.STREAM && !e.exporter.equals(account) && Subjects.collide(subject, e.here)) {
                    String problem = path.contains(e.exporter) ? CYCLE : streams(e.exporter, e.there);
                    if (problem != null) {
                        return problem;
                    }
                }
            }
            path.remove(account);
            return null;
        }
    }

    private List<Edge> edges(String account) {
        return byImporter.getOrDefault(account, List.of());
    }

    /** Takes an import in; returns why it cannot be, null when it is. */
    @Nullable
    String add(String importer, ExchangeKind kind, String exporter, ImportSubjects subjects) {
        if (!importer.equals(exporter)) {
            Search search = new Search();
            search.path.add(importer);
            String problem = kind == ExchangeKind.SERVICE
                    ? search.services(exporter, subjects.there())
                    : search.streams(exporter, subjects.there());
            if (problem != null) {
                return problem;
            }
        }
        byImporter
                .computeIfAbsent(importer, name -> new ArrayList<>())
                .add(new Edge(kind, exporter, subjects.there(), subjects.here()));
        return null;
    }
}
