package io.dialtone.accounts.exchange;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accounts there are, and what they import from each other. Whoever owns it brings changes; it judges again the imports
 * that a change concerns, and no others. Not for several threads.
 */
public final class Exchange {
    private static final String MISSING = "account missing";

    private final ImportRules.Activations activations;
    private final Map<String, AccountDefinition> byId = new HashMap<>();
    private final Map<String, List<Share>> shares = new HashMap<>();
    /** By exporter, known or not: who would like something of it. */
    private final Map<String, Set<String>> importers = new HashMap<>();

    private final ImportGraph graph = new ImportGraph(this::shares);

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
    public record Refusal(String importer, Import taken, String problem) {
        /** Whether it only lacks the exporting account. */
        public boolean isMissingAccount() {
            return problem.equals(MISSING);
        }
    }

    /**
     * What came of a change.
     *
     * @param judged accounts that were changed or whose imports were judged again
     * @param refusals those of their imports that do not hold
     */
    public record Outcome(Set<String> judged, List<Refusal> refusals) {}

    public Exchange(ImportRules.Activations activations) {
        this.activations = activations;
    }

    /** The account of this id, null when there is none. */
    public @Nullable AccountDefinition find(String id) {
        return byId.get(id);
    }

    /** The ids of all accounts. */
    public Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }

    /** The imports of an account that hold. */
    public List<Share> shares(String importer) {
        return shares.getOrDefault(importer, List.of());
    }

    /**
     * Adds and replaces accounts and lets others go; streams are judged before services, each in the order given.
     *
     * @param gone ids of accounts that are no more
     */
    public Outcome update(Collection<AccountDefinition> changed, Set<String> gone) {
        Set<String> judged = new LinkedHashSet<>();
        for (AccountDefinition account : changed) {
            forgetWishes(account.id());
            byId.put(account.id(), account);
            account.imports()
                    .forEach(i -> importers
                            .computeIfAbsent(i.account(), id -> new LinkedHashSet<>())
                            .add(account.id()));
            judged.add(account.id());
        }
        for (String id : gone) {
            forgetWishes(id);
            byId.remove(id);
            shares.remove(id);
            judged.addAll(importers.getOrDefault(id, Set.of()));
        }
        changed.forEach(account -> judged.addAll(importers.getOrDefault(account.id(), Set.of())));
        judged.removeIf(id -> !byId.containsKey(id));
        judged.forEach(shares::remove);
        List<Refusal> refusals = new ArrayList<>();
        for (ExchangeKind kind : List.of(ExchangeKind.STREAM, ExchangeKind.SERVICE)) {
            judged.forEach(id -> judge(id, kind, refusals));
        }
        return new Outcome(judged, refusals);
    }

    private void forgetWishes(String importer) {
        AccountDefinition before = byId.get(importer);
        if (before != null) {
            before.imports()
                    .forEach(i -> importers.computeIfPresent(i.account(), (exporter, ids) -> {
                        ids.remove(importer);
                        return ids.isEmpty() ? null : ids;
                    }));
        }
    }

    private void judge(String importer, ExchangeKind kind, List<Refusal> refusals) {
        AccountDefinition account = byId.get(importer);
        if (account == null) {
            return;
        }
        Set<List<String>> seen = new HashSet<>();
        for (Import taken : account.imports()) {
            if (taken.kind() == kind) {
                String problem = judge(importer, taken, seen);
                if (problem != null) {
                    refusals.add(new Refusal(importer, taken, problem));
                }
            }
        }
    }

    /** Takes an import in, or says why it cannot be. */
    private @Nullable String judge(String importer, Import taken, Set<List<String>> seen) {
        AccountDefinition exporter = byId.get(taken.account());
        if (exporter == null) {
            return MISSING;
        }
        if (!Subjects.isValid(taken.subject())) {
            return taken.kind() == ExchangeKind.STREAM ? ImportRules.refusal(taken.kind()) : "sublist: invalid subject";
        }
        ImportSubjects subjects;
        try {
            subjects = taken.kind() == ExchangeKind.SERVICE && !Subjects.hasWildcard(taken.subject())
                    ? ImportSubjects.ofOne(taken.subject(), taken.local())
                    : ImportSubjects.of(taken.subject(), taken.local());
        } catch (InvalidMappingException e) {
            return mappingProblem(taken, e);
        }
        Export export = ImportRules.authorizing(importer, taken, exporter.exports(), activations);
        if (export == null) {
            return ImportRules.refusal(taken.kind());
        }
        String cycle = graph.cycle(importer, taken.kind(), taken.account(), subjects);
        if (cycle != null) {
            return cycle;
        }
        if (taken.kind() == ExchangeKind.STREAM && !seen.add(List.of(taken.account(), taken.subject()))) {
            return "stream import already exists";
        }
        shares.computeIfAbsent(importer, id -> new ArrayList<>()).add(new Share(taken, export, subjects));
        return null;
    }

    private static String mappingProblem(Import taken, InvalidMappingException e) {
        boolean stream = taken.kind() == ExchangeKind.STREAM;
        String from = stream ? taken.subject() : taken.local();
        String to = stream ? taken.local() : taken.subject();
        return "failed to create mapping transform for " + (stream ? "stream" : "service") + " import subject from \""
                + from + "\" to \"" + to + "\": " + e.getMessage();
    }
}
