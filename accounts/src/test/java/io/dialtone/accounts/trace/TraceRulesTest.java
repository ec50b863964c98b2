package io.dialtone.accounts.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.Permissions;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceRulesTest {
    private final TraceRules open = new TraceRules(Permissions.UNRESTRICTED::canPublish, false, "", 0);
    private final TraceRules account = new TraceRules(Permissions.UNRESTRICTED::canPublish, false, "acc.t", 0);
    private final Random random = new Random(7);

    @Test
    void tracesToTheDestinationOfTheMessage() {
        TraceHeaders headers = headers("Nats-Trace-Dest", "t.1");
        assertThat(decide(open, headers)).isEqualTo(new TraceDecision.Traced("t.1", false, headers));
    }

    @Test
    void onlyFollowsWhatIsNotToBeDelivered() {
        for (String yes : List.of("1", "true", "ON")) {
            TraceHeaders headers = headers("Nats-Trace-Dest", "t.1", "Nats-Trace-Only", yes);
            assertThat(decide(open, headers)).isEqualTo(new TraceDecision.Traced("t.1", true, headers));
        }
        TraceHeaders no = headers("Nats-Trace-Dest", "t.1", "Nats-Trace-Only", "yes");
        assertThat(decide(open, no)).isEqualTo(new TraceDecision.Traced("t.1", false, no));
    }

    @Test
    void aDestinationThatIsNoSubjectMakesNoTrace() {
        String log = "Destination \"t.*\" is not valid, won't be able to trace events";
        assertThat(decide(open, headers("Nats-Trace-Dest", "t.*"))).isEqualTo(new TraceDecision.Untraced(log));
        assertThat(decide(open, headers("Nats-Trace-Dest", "t.*", "Nats-Trace-Only", "1")))
                .isEqualTo(new TraceDecision.Swallowed(log));
        assertThat(decide(open, headers("Nats-Trace-Dest", "a b"))).isInstanceOf(TraceDecision.Untraced.class);
    }

    @Test
    void aDestinationThatMayNotBePublishedEndsTheMessage() {
        Permissions permissions = Permissions.of(PermissionOptions.builder()
                .publish(new SubjectRules(List.of("t.ok"), List.of()))
                .build());
        TraceRules rules = new TraceRules(permissions::canPublish, false, "", 0);
        assertThat(decide(rules, headers("Nats-Trace-Dest", "t.no"))).isEqualTo(new TraceDecision.Denied("t.no"));
        assertThat(decide(rules, headers("Nats-Trace-Dest", "t.ok"))).isInstanceOf(TraceDecision.Traced.class);
        assertThat(decide(open, headers("Nats-Trace-Dest", "_GR_.x"))).isInstanceOf(TraceDecision.Denied.class);
        assertThat(decide(open, headers("Nats-Trace-Dest", "$NRG.x"))).isInstanceOf(TraceDecision.Denied.class);
        TraceRules system = new TraceRules(Permissions.UNRESTRICTED::canPublish, true, "", 0);
        assertThat(decide(system, headers("Nats-Trace-Dest", "$NRG.x"))).isInstanceOf(TraceDecision.Traced.class);
    }

    @Test
    void tracesOfServersLongGoneAreSwitchedOff() {
        String log = "Message tracing disabled because of header \"Nats-Trace-Origin-Account\" with value=\"A\"";
        assertThat(decide(open, headers("Nats-Trace-Dest", "t", "Nats-Trace-Origin-Account", "A")))
                .isEqualTo(new TraceDecision.Disabled(log));
        assertThat(decide(
                        open,
                        headers("Nats-Trace-Dest", "t", "Nats-Trace-Origin-Account", "A", "Nats-Trace-Only", "1")))
                .isEqualTo(new TraceDecision.Swallowed(log));
    }

    @Test
    void aTraceparentIsFollowedToWhereTheAccountWants() {
        TraceHeaders headers = new TraceHeaders(Map.of("Nats-Trace-Only", List.of("1")), true);
        assertThat(decide(open, headers)).isEqualTo(new TraceDecision.Untraced(""));
        assertThat(decide(account, headers)).isEqualTo(new TraceDecision.Traced("acc.t", false, headers));
    }

    @Test
    void aTraceparentIsFollowedAsOftenAsTheAccountWants() {
        TraceRules tenth = new TraceRules(Permissions.UNRESTRICTED::canPublish, false, "acc.t", 10);
        int traced = 0;
        for (int i = 0; i < 10_000; i++) {
            TraceDecision decision = decide(tenth, new TraceHeaders(Map.of(), true));
            traced += decision instanceof TraceDecision.Traced ? 1 : 0;
            assertThat(decision).isNotInstanceOf(TraceDecision.Untraced.class);
        }
        assertThat(traced).isBetween(850, 1_150);
    }

    private TraceDecision decide(TraceRules rules, TraceHeaders headers) {
        return rules.decide(headers, random, word -> '"' + word + '"');
    }

    private static TraceHeaders headers(String... pairs) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1]));
        }
        return new TraceHeaders(values, false);
    }
}
