package io.dialtone.accounts.exchange;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.InvalidMappingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a set of accounts imports from each other, checked. Immutable. */
public final class Exchange {
    private final Map<String, List<Share>> byImporter;
    private final List<Refusal> refusals;

    /**
     * An import that holds.
     *
     * @param export what authorizes it
     */
    public record Share(Import taken, Export export, ImportSubjects subjects) {}

    /**
     * An import that does not hold.
     *
     * @param problem nats-server's text
     */
    public record Refusal(String importer, Import taken, String problem) {}

    private Exchange(Map<String, List<Share>> byImporter, List<Refusal> refusals) {
        this.byImporter = Map.copyOf(byImporter);
        this.refusals = List.copyOf(refusals);
    }

    /** No imports at all. */
    public static Exchange none() {
        return new Exchange(Map.of(), List.of());
    }

    /** Checks all imports, streams first, in the order of the definitions. */
    public static Exchange of(Collection<AccountDefinition> accounts, ImportRules.Activations activations) {
        Builder builder = new Builder(accounts, activations);
        builder.addAll(accounts, ExchangeKind.STREAM);
        builder.addAll(accounts, ExchangeKind.SERVICE);
        return new Exchange(builder.shares, builder.refusals);
    }

    /** The imports of an account that hold. */
    public List<Share> of(String importer) {
        return byImporter.getOrDefault(importer, List.of());
    }

    /** The imports that do not. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** Judges one import after the other. */
    private static final class Builder {
        private final Map<String, AccountDefinition> byId = new HashMap<>();
        private final ImportRules.Activations activations;
        private final ImportGraph graph = new ImportGraph();
        private final Map<String, List<Share>> shares = new HashMap<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Set<List<String>> streams = new HashSet<>();

        Builder(Collection<AccountDefinition> accounts, ImportRules.Activations activations) {
            this.activations = activations;
            accounts.forEach(a -> byId.put(a.id(), a));
        }

        void addAll(Collection<AccountDefinition> accounts, ExchangeKind kind) {
            for (AccountDefinition account : accounts) {
                for (Import taken : account.imports()) {
                    if (taken.kind() == kind) {
                        add(account.id(), taken);
                    }
                }
            }
        }

        private void add(String importer, Import taken) {
            AccountDefinition exporter = byId.get(taken.account());
            if (exporter == null) {
                refuse(importer, taken, "account missing");
                return;
            }
            ImportSubjects subjects;
            try {
                subjects = ImportSubjects.of(taken.subject(), taken.local());
            } catch (InvalidMappingException e) {
                refuse(importer, taken, mappingProblem(taken, e));
                return;
            }
            Export export = ImportRules.authorizing(importer, taken, exporter.exports(), activations);
            String problem = export == null
                    ? ImportRules.refusal(taken.kind())
                    : graph.add(importer, taken.kind(), taken.account(), subjects);
            if (problem == null
                    && taken.kind() == ExchangeKind.STREAM
                    && !streams.add(List.of(importer, taken.account(), taken.subject()))) {
                problem = "stream import already exists";
            }
            if (problem != null || export == null) {
                refuse(importer, taken, String.valueOf(problem));
            } else {
                shares.computeIfAbsent(importer, id -> new ArrayList<>()).add(new Share(taken, export, subjects));
            }
        }

        private static String mappingProblem(Import taken, InvalidMappingException e) {
            String kind = taken.kind() == ExchangeKind.STREAM ? "stream" : "service";
            return "failed to create mapping transform for " + kind + " import subject from \"" + taken.subject()
                    + "\" to \"" + taken.local() + "\": " + e.getMessage();
        }

        private void refuse(String importer, Import taken, @Nullable String problem) {
            refusals.add(new Refusal(importer, taken, String.valueOf(problem)));
        }
    }
}
