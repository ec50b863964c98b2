package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.SigningKey;
import io.dialtone.accounts.jwt.TraceClaim;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(description = "Edit an account: limits, signing keys, default permissions, tracing.")
final class EditAccount extends NscCommand {
    @Parameters(paramLabel = "NAME", arity = "0..1")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the account.")
    @Nullable
    String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable
    String description;

    @Option(names = "--info-url", paramLabel = "URL", description = "Where to read more.")
    @Nullable
    String infoUrl;

    @Option(
            names = "--trace-context-subject",
            paramLabel = "SUBJECT",
            description = "Where traces of messages with a W3C traceparent go; empty: nowhere.")
    @Nullable
    String traceSubject;

    @Option(
            names = "--trace-context-sampling",
            paramLabel = "1-100",
            description = "Percentage that is traced; 0: all.")
    @Nullable
    Integer traceSampling;

    @Option(
            names = "--cluster-traffic",
            paramLabel = "system|owner",
            description = "Which account carries the traffic of this one's streams.")
    @Nullable
    String clusterTraffic;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Mixin
    PermissionOptions permissions = new PermissionOptions();

    @Mixin
    SigningKeyOptions signingKeys = new SigningKeyOptions();

    @Mixin
    TagOptions tags = new TagOptions();

    @Mixin
    TimeOptions times = new TimeOptions();

    @Override
    void run(Session session) throws NscException, StoreException {
        requireAnOption();
        String chosen = session.accountName(name != null || words.isEmpty() ? name : words.getFirst());
        AccountClaims before = session.store().account(chosen);
        AccountClaims.Builder claims = before.toBuilder();
        claims.tags(tags.apply(before.tags(), session.report));
        claims.registered(times.apply(before.registered(), session.world.clock().instant()));
        times.report(session.report);
        claims.limits(limits.apply(before.limits(), session.report));
        claims.defaultPermissions(permissions.apply(before.defaultPermissions(), false, session.report));
        claims.signingKeys(signingKeys(session, before));
        texts(session.report, claims);
        claims.trace(trace(before.trace(), session.report));
        AccountClaims after = claims.build();
        Tokens.requireValid(session, after);
        session.write(chosen, after);
        session.report.ok("edited account \"" + chosen + "\"");
    }

    private void requireAnOption() throws NscException {
        boolean any = limits.isSet()
                || permissions.isSet()
                || signingKeys.isSet()
                || tags.isSet()
                || times.isSet()
                || description != null
                || infoUrl != null
                || traceSubject != null
                || traceSampling != null
                || clusterTraffic != null;
        if (!any) {
            throw new NscException("specify an edit option");
        }
    }

    private void texts(Report report, AccountClaims.Builder claims) {
        if (description != null) {
            claims.description(description);
            report.ok("changed description to \"" + description + "\"");
        }
        if (infoUrl != null) {
            claims.infoUrl(infoUrl);
            report.ok("changed info url to \"" + infoUrl + "\"");
        }
        if (clusterTraffic != null) {
            claims.clusterTraffic(clusterTraffic);
            report.ok("changed cluster traffic to \"" + clusterTraffic + "\"");
        }
    }

    private @Nullable TraceClaim trace(@Nullable TraceClaim before, Report report) throws NscException {
        if (traceSubject != null && traceSubject.isEmpty()) {
            report.ok("disabled trace context");
            return null;
        }
        if (traceSubject == null && traceSampling == null) {
            return before;
        }
        String subject = traceSubject != null ? traceSubject : before == null ? "" : before.destination();
        if (subject.isEmpty()) {
            throw new NscException("--trace-context-sampling needs --trace-context-subject");
        }
        int sampling = traceSampling != null ? traceSampling : before == null ? 0 : before.sampling();
        if (traceSubject != null) {
            report.ok("changed trace context subject to " + subject);
        }
        if (traceSampling != null) {
            report.ok("changed trace context sampling to " + sampling + "%");
        }
        return new TraceClaim(subject, sampling);
    }

    private List<SigningKey> signingKeys(Session session, AccountClaims before) throws NscException, StoreException {
        List<SigningKey> keys = new ArrayList<>(before.signingKeys());
        for (String key : signingKeys.added(session, NkeyType.ACCOUNT)) {
            if (before.signingKey(key) == null) {
                keys.add(SigningKey.of(key));
            }
            session.report.ok("added signing key \"" + key + "\"");
        }
        for (String text : signingKeys.remove) {
            if (!keys.removeIf(key -> key.key().equals(text) || hasRole(key, text))) {
                throw new NscException("signing key \"" + text + "\" is not there");
            }
            session.report.ok("removed signing key \"" + text + "\"");
        }
        return keys;
    }

    private static boolean hasRole(SigningKey key, String role) {
        return key.scope() != null && !role.isEmpty() && key.scope().role().equals(role);
    }
}
