package io.dialtone.accounts.exchange;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.Subjects;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The imports that hold as ways from account to account; finds the one that would lead a message back to where it came from. */
final class ImportGraph {
    private static final String CYCLE = "import forms a cycle";
    private static final String EXHAUSTED = "search cycle depth exhausted";
    private static final int DEEPEST = 1024;

    private final Function<String, List<Exchange.Share>> imports;

    /**
     * @param imports those that hold, by importer
     */
    ImportGraph(Function<String, List<Exchange.Share>> imports) {
        this.imports = imports;
    }

    /** What speaks against a new import, in nats-server's words; null for nothing. */
    @Nullable
    String cycle(String importer, ExchangeKind kind, String exporter, ImportSubjects subjects) {
        // What leads an account to itself is a rename.
        return importer.equals(exporter) ? null : new Search(kind, importer).from(exporter, subjects.there(), 1);
    }

    /** A search that must not come back to an account on its way. */
    private final class Search {
        private final ExchangeKind kind;
        private final Set<String> path = new HashSet<>();

        Search(ExchangeKind kind, String importer) {
            this.kind = kind;
            path.add(importer);
        }

        @Nullable
        String from(String account, String subject, int depth) {
            if (depth > DEEPEST) {
                return EXHAUSTED;
            }
            path.add(account);
            for (Exchange.Share share : imports.apply(account)) {
                String next = share.taken().account();
                if (share.taken().kind() == kind
                        && !next.equals(account)
                        && Subjects.collide(subject, share.subjects().here())) {
                    String problem = path.contains(next)
                            ? CYCLE
                            : from(next, share.subjects().there(), depth + 1);
                    if (problem != null) {
                        return problem;
                    }
                }
            }
            path.remove(account);
            return null;
        }
    }
}
