package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.PermissionClaim;
import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.ResponseClaim;
import io.dialtone.app.nsc.describe.Words;
import io.dialtone.routing.Subjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be published and subscribed to. */
final class PermissionOptions {
    @Option(names = "--allow-pub", split = ",", paramLabel = "SUBJECT", description = "Allow to publish.")
    List<String> allowPublish = new ArrayList<>();

    @Option(names = "--allow-sub", split = ",", paramLabel = "SUBJECT", description = "Allow to subscribe.")
    List<String> allowSubscribe = new ArrayList<>();

    @Option(names = "--allow-pubsub", split = ",", paramLabel = "SUBJECT", description = "Allow both.")
    List<String> allowBoth = new ArrayList<>();

    @Option(names = "--deny-pub", split = ",", paramLabel = "SUBJECT", description = "Deny to publish.")
    List<String> denyPublish = new ArrayList<>();

    @Option(
            names = "--deny-sub",
            split = ",",
            paramLabel = "SUBJECT",
            description = "Deny to subscribe; 'SUBJECT QUEUE' for one queue group.")
    List<String> denySubscribe = new ArrayList<>();

    @Option(names = "--deny-pubsub", split = ",", paramLabel = "SUBJECT", description = "Deny both.")
    List<String> denyBoth = new ArrayList<>();

    @Option(
            names = "--allow-pub-response",
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "COUNT",
            description = "Allow that many answers to each request received; 1 if no =COUNT follows.")
    @Nullable
    Integer responses;

    @Option(
            names = "--response-ttl",
            paramLabel = "DURATION",
            converter = Converters.GoDuration.class,
            description = "For how long answers are allowed: #ms, #s, #m, #h.")
    @Nullable
    Duration responseTtl;

    @Option(names = "--rm", split = ",", paramLabel = "SUBJECT", description = "Remove what was allowed or denied.")
    List<String> remove = new ArrayList<>();

    @Option(names = "--rm-response-perms", description = "Remove what --allow-pub-response set.")
    boolean removeResponses;

    boolean isSet() {
        return responses != null
                || responseTtl != null
                || removeResponses
                || !(allowPublish.isEmpty()
                        && allowSubscribe.isEmpty()
                        && allowBoth.isEmpty()
                        && denyPublish.isEmpty()
                        && denySubscribe.isEmpty()
                        && denyBoth.isEmpty()
                        && remove.isEmpty());
    }

    /**
     * The permissions with the changes.
     *
     * @param template whether subjects may hold functions in double braces
     */
    PermissionsClaim apply(PermissionsClaim before, boolean template, Report report) throws NscException {
        PermissionClaim publish = before.publish();
        PermissionClaim subscribe = before.subscribe();
        Checks subjects = new Checks(template, report);
        ResponseClaim response = response(before.responses(), report);
        for (String subject : subjects.checked("pub", false, allowPublish, allowBoth)) {
            publish = publish.allowing(subject);
        }
        for (String subject : subjects.checked("deny pub", false, denyPublish, denyBoth)) {
            publish = publish.denying(subject);
        }
        for (String subject : subjects.checked("sub", true, allowSubscribe, allowBoth)) {
            subscribe = subscribe.allowing(subject);
        }
        for (String subject : subjects.checked("deny sub", true, denySubscribe, denyBoth)) {
            subscribe = subscribe.denying(subject);
        }
        for (String subject : remove) {
            boolean known = contains(publish, subject) || contains(subscribe, subject);
            publish = without(publish, subject);
            subscribe = without(subscribe, subject);
            if (known) {
                report.ok("removed \"" + subject + "\"");
            } else {
                report.warn("\"" + subject + "\" was neither allowed nor denied");
            }
        }
        return new PermissionsClaim(publish, subscribe, response);
    }

    private @Nullable ResponseClaim response(@Nullable ResponseClaim before, Report report) {
        if (removeResponses) {
            report.ok("removed response permissions");
            return null;
        }
        ResponseClaim changed = before;
        if (responses != null) {
            changed = new ResponseClaim(responses, changed == null ? Duration.ZERO : changed.ttl());
            report.ok("set max responses to " + responses);
        }
        if (responseTtl != null) {
            // Without a number, one answer is meant.
            changed = new ResponseClaim(changed == null ? 1 : changed.maxMessages(), responseTtl);
            report.ok("set response ttl to " + Words.duration(responseTtl));
        }
        return changed;
    }

    private static boolean contains(PermissionClaim claim, String subject) {
        return claim.allow().contains(subject) || claim.deny().contains(subject);
    }

    private static PermissionClaim without(PermissionClaim claim, String subject) {
        Predicate<String> others = Predicate.not(subject::equals);
        return new PermissionClaim(
                claim.allow().stream().filter(others).toList(),
                claim.deny().stream().filter(others).toList());
    }

    /** Refuses what no server would take. */
    private record Checks(boolean template, Report report) {
        List<String> checked(String label, boolean queues, List<String> one, List<String> both) throws NscException {
            List<String> all = new ArrayList<>(one);
            all.addAll(both);
            List<String> checked = new ArrayList<>();
            for (String text : all) {
                String subject = text.strip();
                check(subject, queues);
                checked.add(subject);
                report.ok("added " + label + " \"" + subject + "\"");
            }
            return checked;
        }

        private void check(String text, boolean queues) throws NscException {
            String plain = template ? text.replaceAll("\\{\\{[^}]*}}", "x") : text;
            String[] parts = plain.split("\\s+", -1);
            boolean good = parts.length <= (queues ? 2 : 1);
            for (String part : parts) {
                good &= Subjects.isValidInConfiguration(part);
            }
            if (!good) {
                throw new NscException("\"" + text + "\" is not a valid subject");
            }
        }
    }
}
