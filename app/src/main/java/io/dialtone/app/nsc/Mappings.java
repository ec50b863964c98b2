package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.WeightedMapping;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about what becomes of subjects in an account. */
final class Mappings {
    private Mappings() {}

    @Command(description = "Add a destination to a mapping, or change it.")
    static final class Add extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the mapping.")
        @Nullable
        String account;

        @Option(
                names = {"-f", "--from"},
                paramLabel = "SUBJECT",
                required = true,
                description = "What is mapped; may hold wildcards.")
        String from = "";

        @Option(
                names = {"-t", "--to"},
                paramLabel = "SUBJECT",
                required = true,
                description = "What it becomes; $1 stands for the first wildcard.")
        String to = "";

        @Option(names = "--weight", paramLabel = "1-100", description = "Percentage of the messages.")
        int weight = 100;

        @Option(names = "--cluster", paramLabel = "NAME", description = "Where it holds; everywhere if not given.")
        String cluster = "";

        @Override
        void run(Session session) throws NscException, StoreException {
            if (weight < 1 || weight > 100) {
                throw new NscException("weight " + weight + " is not within 1 and 100");
            }
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            Map<String, List<WeightedMapping>> mappings = new LinkedHashMap<>(before.mappings());
            List<WeightedMapping> list = new ArrayList<>(mappings.getOrDefault(from, List.of()));
            list.removeIf(one -> one.subject().equals(to) && one.cluster().equals(cluster));
            list.add(new WeightedMapping(to, weight, cluster));
            mappings.put(from, list);
            AccountClaims after = before.with(b -> b.mappings(mappings));
            Tokens.requireValid(session, after);
            session.write(of, after);
            session.report.ok("added mapping " + from + " -> " + to + ", weight " + weight + "%");
        }
    }

    @Command(description = "Delete a mapping, or one destination of it.")
    static final class Delete extends NscCommand {
        @Option(
                names = {"-a", "--account"},
                paramLabel = "ACCOUNT",
                description = "Account of the mapping.")
        @Nullable
        String account;

        @Option(
                names = {"-f", "--from"},
                paramLabel = "SUBJECT",
                required = true,
                description = "What is mapped.")
        String from = "";

        @Option(
                names = {"-t", "--to"},
                paramLabel = "SUBJECT",
                description = "Which destination; all of them if not given.")
        @Nullable
        String to;

        @Option(names = "--cluster", paramLabel = "NAME", description = "Which cluster's.")
        @Nullable
        String cluster;

        @Override
        void run(Session session) throws NscException, StoreException {
            String of = session.accountName(account);
            AccountClaims before = session.store().account(of);
            List<WeightedMapping> list = new ArrayList<>(before.mappings().getOrDefault(from, List.of()));
            boolean found = list.removeIf(one -> (to == null || one.subject().equals(to))
                    && (cluster == null || one.cluster().equals(cluster)));
            if (!found) {
                throw new NscException("mapping for " + from + (to == null ? "" : " -> " + to) + " not found");
            }
            Map<String, List<WeightedMapping>> mappings = new LinkedHashMap<>(before.mappings());
            if (list.isEmpty()) {
                mappings.remove(from);
            } else {
                mappings.put(from, list);
            }
            session.write(of, before.with(b -> b.mappings(mappings)));
            session.report.ok(to == null ? "deleted all mapping for " + from : "deleted mapping " + from + " -> " + to);
        }
    }
}
