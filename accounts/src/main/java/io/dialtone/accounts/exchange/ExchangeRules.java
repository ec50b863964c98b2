package io.dialtone.accounts.exchange;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.AccountRules;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ExportOptions;
import io.dialtone.conf.ImportOptions;
import io.dialtone.conf.MappingOptions;
import io.dialtone.conf.ResponseType;
import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.SubjectMappings;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of exports and imports, for the accounts of a configuration. */
public final class ExchangeRules implements AccountRules {
    private static final String INVALID_SUBJECT = "sublist: invalid subject";

    @Override
    public List<String> problems(List<AccountOptions> accounts) {
        List<String> problems = new ArrayList<>();
        for (ExchangeKind kind : List.of(ExchangeKind.STREAM, ExchangeKind.SERVICE)) {
            accounts.forEach(account -> account.exports().stream()
                    .filter(export -> export.kind() == kind)
                    .forEach(export -> check(export, problems)));
        }
        if (problems.isEmpty()) {
            accounts.forEach(account -> account.imports().stream()
                    .filter(ExchangeRules::hasWildcardPrefix)
                    .forEach(taken -> problems.add("Error adding stream import " + quoted(taken.subject())
                            + ": stream import prefix can not contain wildcard tokens")));
            Exchange exchange = new Exchange(ImportRules.Activations.NONE);
            List<AccountDefinition> definitions =
                    accounts.stream().map(ExchangeRules::judgeable).toList();
            exchange.update(definitions, Set.of()).refusals().forEach(r -> problems.add(about(r.taken(), r.problem())));
        }
        return problems;
    }

    @Override
    public String problem(MappingOptions mapping) {
        try {
            SubjectMappings.check(new SubjectMappings.Mapping(
                    mapping.source(),
                    mapping.destinations().stream()
                            .map(d -> new SubjectMappings.Destination(d.subject(), d.weight(), d.cluster()))
                            .toList()));
            return "";
        } catch (InvalidMappingException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void check(ExportOptions export, List<String> problems) {
        String subject = quoted(export.subject());
        if (export.accountTokenPosition() > 0 && !isWildcardAt(export.subject(), export.accountTokenPosition())) {
            problems.add("Error adding " + export.kind().name().toLowerCase(Locale.ROOT) + " export " + subject + ": "
                    + INVALID_SUBJECT);
        }
        String latency = export.latencySubject();
        if (!latency.isEmpty()) {
            String problem = latencyProblem(export);
            if (problem != null) {
                problems.add("Error adding service latency sampling for " + subject + " on subject " + quoted(latency)
                        + ": " + problem);
            }
        }
    }

    private static boolean isWildcardAt(String subject, int position) {
        String[] tokens = subject.split("\\.", -1);
        return position <= tokens.length && tokens[position - 1].equals("*");
    }

    private static @Nullable String latencyProblem(ExportOptions export) {
        if (export.responseType() != ResponseType.SINGLETON) {
            return "bad service response type";
        }
        String results = export.latencySubject();
        boolean unusable = !Subjects.isValidPublish(results) || Subjects.isSubsetOf(results, export.subject());
        return unusable ? "invalid publish subject" : null;
    }

    private static boolean hasWildcardPrefix(ImportOptions taken) {
        return taken.kind() == ExchangeKind.STREAM && Subjects.hasWildcard(taken.prefix());
    }

    private static AccountDefinition judgeable(AccountOptions account) {
        return ConfiguredAccounts.of(account.with(b -> b.imports(account.imports().stream()
                .filter(taken -> !hasWildcardPrefix(taken))
                .toList())));
    }

    private static String about(Import taken, String problem) {
        return "Error adding " + taken.kind().name().toLowerCase(Locale.ROOT) + " import " + quoted(taken.subject())
                + ": " + problem;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
