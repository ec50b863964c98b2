package io.dialtone.actors.claims;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.accounts.ClaimedAccount;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.operator.ActivationRules;
import io.dialtone.streams.LoopTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Has the {@link ClaimsKeeper} told when the claims of an account end, or the next of its activation tokens. */
final class ClaimEnds {
    private final LoopTimers<ClaimsKeeper.Command> timers;
    private final ActivationRules activations;
    private final Clock clock;

    ClaimEnds(LoopTimers<ClaimsKeeper.Command> timers, ActivationRules activations, Clock clock) {
        this.timers = timers;
        this.activations = activations;
        this.clock = clock;
    }

    void watch(AccountDefinition definition) {
        ClaimedAccount claimed = definition.claimed();
        ClaimsKeeper.AccountOver over = new ClaimsKeeper.AccountOver(definition.id());
        timers.cancel(over);
        if (claimed != null && claimed.claims().expires() != 0) {
            long left = claimed.claims().expires() - clock.instant().getEpochSecond();
            timers.start(over, Duration.ofSeconds(Math.max(0, left)));
        }
        watchActivations(definition);
    }

    void watchActivations(AccountDefinition definition) {
        Instant next = null;
        Instant now = clock.instant();
        for (Import taken : definition.imports()) {
            Instant end = activations.expiry(taken);
            if (end != null && end.isAfter(now.minusSeconds(1)) && (next == null || end.isBefore(next))) {
                next = end;
            }
        }
        ClaimsKeeper.ActivationOver over = new ClaimsKeeper.ActivationOver(definition.id());
        timers.cancel(over);
        if (next != null) {
            // a token holds until its second is over
            timers.start(over, Duration.between(now, next).plusSeconds(1));
        }
    }

    void forget(String account) {
        timers.cancel(new ClaimsKeeper.AccountOver(account));
        timers.cancel(new ClaimsKeeper.ActivationOver(account));
    }
}
