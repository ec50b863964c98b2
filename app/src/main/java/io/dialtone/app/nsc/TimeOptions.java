package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.Registered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when claims hold. */
final class TimeOptions {
    private static final String FORM =
            "yyyy-mm-dd, or from now: #m(inutes), #h(ours), #d(ays), #w(eeks), #M(onths), #y(ears).";

    @Option(names = "--start", paramLabel = "WHEN", description = "Valid from; 0: always. " + FORM)
    @Nullable
    String start;

    @Option(names = "--expiry", paramLabel = "WHEN", description = "Valid until; 0: always. " + FORM)
    @Nullable
    String expiry;

    boolean isSet() {
        return start != null || expiry != null;
    }

    Registered apply(Registered claims, Instant now) throws NscException {
        Registered changed = claims;
        if (start != null) {
            changed = changed.withNotBefore(Converters.moment(start, now));
        }
        if (expiry != null) {
            changed = changed.withExpires(Converters.moment(expiry, now));
        }
        return changed;
    }

    /** Says what was changed. */
    void report(Report report) {
        if (start != null) {
            report.ok(start.equals("0") ? "set no begin" : "set valid from to " + start);
        }
        if (expiry != null) {
            report.ok(expiry.equals("0") ? "set no end" : "set valid until to " + expiry);
        }
    }
}
