package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages have which key, and which groups go by it. */
class StickyRuleTest {
    private static long key(StickyRule rule, String subject) {
        byte[] bytes = ByteText.bytes("PUB " + subject + " 5");
        return rule.keyOf(bytes, 4, bytes.length - 6);
    }

    private static long header(StickyRule rule, String block) {
        byte[] bytes = ByteText.bytes("xx" + block + "yy");
        return rule.keyIn(bytes, 2, bytes.length - 2);
    }

    @Test
    void theSameTokensAreTheSameKey() {
        StickyRule rule = StickyRule.byTokens("orders.*.>", null, 2);
        assertThat(key(rule, "orders.eu.1"))
                .isEqualTo(key(rule, "orders.eu.2.x"))
                .isNotZero();
        assertThat(key(rule, "orders.eu.1")).isNotEqualTo(key(rule, "orders.us.1"));
    }

    @Test
    void severalTokensAreOneKeyAndTheirBordersCount() {
        StickyRule rule = StickyRule.byTokens(">", null, 1, 2);
        assertThat(key(rule, "ab.c.x")).isEqualTo(key(rule, "ab.c.y"));
        assertThat(key(rule, "ab.c")).isNotEqualTo(key(rule, "a.bc")).isNotEqualTo(key(rule, "c.ab"));
    }

    @Test
    void aSubjectThatIsTooShortHasNoKey() {
        StickyRule rule = StickyRule.byTokens("orders.>", null, 3);
        assertThat(key(rule, "orders.eu")).isZero();
        assertThat(key(rule, "orders.eu.1")).isNotZero();
    }

    @Test
    void aHeaderIsFoundWhereverItStands() {
        StickyRule rule = StickyRule.byHeader("jobs", null, "Job-Key");
        long key = header(rule, "NATS/1.0\r\nJob-Key: 7\r\n\r\n");
        assertThat(key).isNotZero();
        assertThat(header(rule, "NATS/1.0\r\na: b\r\nJOB-key:7 \r\nc: d\r\n\r\n"))
                .isEqualTo(key);
        assertThat(header(rule, "NATS/1.0\r\nJob-Key: 8\r\n\r\n")).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NATS/1.0",
                "NATS/1.0\r\n\r\n",
                "NATS/1.0\r\nJob-Key:\r\n\r\n",
                "NATS/1.0\r\nJob-Keys: 7\r\n\r\n",
                "NATS/1.0\r\nx: Job-Key: 7\r\n\r\n",
                "NATS/1.0\r\nJob-Key"
            })
    void withoutTheHeaderThereIsNoKey(String block) {
        assertThat(header(StickyRule.byHeader("jobs", null, "Job-Key"), block)).isZero();
    }

    // ---- in matches

    private final RemoteSpace remote = new RemoteSpace();
    private final SubjectSpace space = new SubjectSpace("A", null, remote);
    private final StickyRule first = StickyRule.byTokens("orders.*", "g", 2);
    private final StickyRule second = StickyRule.byTokens("orders.>", null, 1);

    private void stick() {
        space.stickyRules(new StickyRules(1, List.of(first, second)));
        for (int i = 0; i < SubjectSpace.sliceCount(); i++) {
            space.slice(i).touched();
        }
        remote.changed();
    }

    private void add(Subscription s) {
        Subscriptions.slice(space, s).add(s);
    }

    @Test
    void aMatchSaysForEachGroupTheFirstRuleThatFits() {
        add(Subscriptions.queue("orders.*", "g", 1));
        add(Subscriptions.queue("orders.*", "h", 2));
        add(Subscriptions.queue("other", "g", 3));
        remote.set(Links.route("r").queue("orders.eu", "g", 1));
        stick();
        MatchResult match = Subscriptions.match(space, "orders.eu");
        assertThat(match.group(0).rule()).isSameAs(first);
        assertThat(match.group(1).rule()).isSameAs(second);
        assertThat(Objects.requireNonNull(match.remote()).group(0).rule()).isSameAs(first);
        assertThat(Subscriptions.match(space, "other").group(0).rule()).isNull();
    }

    @Test
    void whatWasMatchedBeforeIsMatchedAgainWhenRulesComeAndGo() {
        MatchCache cache = new MatchCache(space);
        byte[] subject = ByteText.bytes("orders.eu");
        add(Subscriptions.queue("orders.*", "g", 1));
        for (int i = 0; i < 3; i++) {
            assertThat(cache.match(subject, 0, subject.length).group(0).rule()).isNull();
        }
        stick();
        assertThat(cache.match(subject, 0, subject.length).group(0).rule()).isSameAs(first);
        long hits = cache.hits();
        assertThat(cache.match(subject, 0, subject.length).group(0).rule()).isSameAs(first);
        assertThat(cache.hits()).isEqualTo(hits + 1);
    }
}
