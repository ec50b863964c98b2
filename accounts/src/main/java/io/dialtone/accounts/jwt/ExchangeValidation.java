package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.GoText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges imports and exports. */
final class ExchangeValidation {
    private static final Set<String> RESPONSE_TYPES = Set.of("", "Singleton", "Stream", "Chunked");
    private static final int MOST_SAMPLING = 100;

    private final Issues issues;

    ExchangeValidation(Issues issues) {
        this.issues = issues;
    }

    void imports(List<Import> imports, String importer) {
        Map<String, Set<String>> seen = new LinkedHashMap<>();
        for (Import item : imports) {
            if (item.kind() == ExchangeKind.SERVICE) {
                overlaps(item, seen.computeIfAbsent(item.account(), account -> new LinkedHashSet<>()));
            }
            imported(item, importer);
        }
    }

    /** Local subjects of services of one exporter must not overlap. */
    private void overlaps(Import item, Set<String> others) {
        String local = item.to().isEmpty() ? ClaimSubject.withoutReferences(item.localSubject()) : item.to();
        local = local.isEmpty() ? item.subject() : local;
        for (String other : others) {
            if (ClaimSubject.isContainedIn(local, other) || ClaimSubject.isContainedIn(other, local)) {
                issues.error("overlapping subject namespace for " + GoText.quote(local) + " and " + GoText.quote(other)
                        + " in same account " + GoText.quote(item.account()));
            }
        }
        if (!others.add(local)) {
            issues.error("overlapping subject namespace for " + GoText.quote(local) + " in account "
                    + GoText.quote(item.account()));
        }
    }

    private void imported(Import item, String importer) {
        boolean service = item.kind() == ExchangeKind.SERVICE;
        if (item.kind() == null) {
            issues.error("invalid import type: \"unknown\"");
        }
        if (service && item.allowTrace()) {
            issues.error("AllowTrace only valid for stream import");
        }
        if (item.account().isEmpty()) {
            issues.error("account to import from is not specified");
        }
        if (!item.to().isEmpty()) {
            issues.warning("the field to has been deprecated (use LocalSubject instead)");
        }
        ClaimSubject.addTo(issues, item.subject());
        if (!item.localSubject().isEmpty()) {
            ClaimSubject.addLocalTo(issues, item.localSubject(), item.subject());
            if (!item.to().isEmpty()) {
                issues.error("Local Subject replaces To");
            }
        }
        if (item.share() && !service) {
            issues.error("sharing information (for latency tracking) is only valid for services: "
                    + GoText.quote(item.subject()));
        }
        if (!item.token().isEmpty()) {
            token(item, importer);
        }
    }

    private void token(Import item, String importer) {
        String subject = GoText.quote(item.subject());
        ActivationClaims activation;
        try {
            activation = Jwt.decodeActivation(item.token());
        } catch (JwtException e) {
            issues.error("import " + subject + " contains an invalid activation token");
            return;
        }
        if (!activation.issuer().equals(item.account())
                && !activation.issuerAccount().equals(item.account())) {
            issues.error("activation token doesn't match account for import " + subject);
        }
        if (!activation.subject().equals(importer)) {
            issues.error("activation token doesn't match account it is being included in, " + subject);
        }
        if (activation.kind() != item.kind()) {
            issues.error("mismatch between token import type " + name(activation.kind()) + " and type of import "
                    + name(item.kind()));
        }
        ActivationValidation.addTo(issues, activation);
        boolean to = item.kind() == ExchangeKind.SERVICE && !item.to().isEmpty();
        if (!activation.covers(to ? item.to() : item.subject())) {
            issues.error("activation token import subject " + GoText.quote(activation.importSubject())
                    + " doesn't match import " + subject);
        }
    }

    private static String name(@Nullable ExchangeKind kind) {
        return kind == null ? "unknown" : kind.name().toLowerCase(Locale.ROOT);
    }

    void exports(List<Export> exports) {
        List<String> services = new ArrayList<>();
        List<String> streams = new ArrayList<>();
        for (Export item : exports) {
            (item.kind() == ExchangeKind.SERVICE ? services : streams).add(item.subject());
            exported(item);
        }
        contained("service", services);
        contained("stream", streams);
    }

    private void contained(String kind, List<String> subjects) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            for (int j = 0; j < subjects.size(); j++) {
                if (i != j && ClaimSubject.isContainedIn(subjects.get(i), subjects.get(j))) {
                    found.putIfAbsent(subjects.get(j), subjects.get(i));
                }
            }
        }
        found.forEach((outer, inner) -> issues.error(
                kind + " export subject " + GoText.quote(outer) + " already exports " + GoText.quote(inner)));
    }

    private void exported(Export item) {
        boolean service = item.kind() == ExchangeKind.SERVICE;
        boolean stream = item.kind() == ExchangeKind.STREAM;
        if (item.kind() == null) {
            issues.error("invalid export type: \"unknown\"");
        }
        if (service && !RESPONSE_TYPES.contains(item.responseType())) {
            issues.error("invalid response type for service: " + GoText.quote(item.responseType()));
        }
        if (stream && !item.responseType().isEmpty()) {
            issues.error("invalid response type for stream: " + GoText.quote(item.responseType()));
        }
        if (stream && item.allowTrace()) {
            issues.error("AllowTrace only valid for service export");
        }
        latency(item, service);
        if (item.responseThreshold().isNegative()) {
            issues.error("negative response threshold is invalid");
        }
        if (item.responseThreshold().isPositive() && !service) {
            issues.error("response threshold only valid for services");
        }
        ClaimSubject.addTo(issues, item.subject());
        position(item.accountTokenPosition(), item.subject());
        AccountValidation.info(item.description(), item.infoUrl(), issues);
    }

    private void latency(Export item, boolean service) {
        ServiceLatency latency = item.latency();
        if (latency == null) {
            return;
        }
        if (!service) {
            issues.error("latency tracking only permitted for services");
        }
        if (latency.sampling() < 0 || latency.sampling() > MOST_SAMPLING) {
            issues.error("sampling percentage needs to be between 1-100");
        }
        ClaimSubject.addTo(issues, latency.results());
        if (ClaimSubject.hasWildcards(latency.results())) {
            issues.error("results subject can not contain wildcards");
        }
    }

    private void position(int position, String subject) {
        if (position == 0) {
            return;
        }
        if (!ClaimSubject.hasWildcards(subject)) {
            issues.error("Account Token Position can only be used with wildcard subjects: " + subject);
            return;
        }
        String[] tokens = ClaimSubject.tokens(subject);
        if (position > tokens.length) {
            issues.error("Account Token Position " + position + " exceeds length of subject '" + subject + "'");
        } else if (!tokens[position - 1].equals("*")) {
            issues.error("Account Token Position " + position + " matches '" + tokens[position - 1]
                    + "' but must match a * in: " + subject);
        }
    }
}
