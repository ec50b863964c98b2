package io.dialtone.actors.monitor;

import static io.dialtone.actors.monitor.Fixtures.NOW;
import static io.dialtone.actors.monitor.Fixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionPageTest {

    private static final List<SubscriptionDetail> ALL = List.of(
            subscription("A", "foo.*", 1),
            subscription("A", "foo.bar", 2),
            subscription("B", "foo.>", 3),
            subscription("B", "baz", 4));

    @Test
    void withoutAListOnlyTheStatisticsAreGiven() {
        SublistStats stats = new SublistStats(4, 1, 5, 1, 0, 0, 0, 0);
        SubscriptionPage page = SubscriptionPage.select(SubscriptionQuery.DEFAULT, NOW, stats, ALL.stream());
        assertThat(page.stats()).isEqualTo(stats);
        assertThat(page.total()).isZero();
        assertThat(page.subscriptions()).isEmpty();
    }

    @Test
    void listIsCutToThePageAndCountsEveryMatch() {
        SubscriptionPage page = select(new SubscriptionQuery(true, 1, 2, "", ""));
        assertThat(page.subscriptions()).isEqualTo(ALL.subList(1, 3));
        assertThat(page.total()).isEqualTo(4);
    }

    @Test
    void accountAndTestSubjectLimitTheList() {
        assertThat(select(new SubscriptionQuery(true, 0, 0, "B", "")).subscriptions())
                .isEqualTo(ALL.subList(2, 4));
        assertThat(select(new SubscriptionQuery(true, 0, 0, "", "foo.bar")).subscriptions())
                .isEqualTo(ALL.subList(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.*", ">", "a..b", ".a", "a."})
    void testSubjectMustBeOneThatCanBePublishedTo(String subject) {
        assertThatThrownBy(() -> new SubscriptionQuery(true, 0, 0, "", subject))
                .isInstanceOf(InvalidQuery.class)
                .hasMessage("invalid test subject, must be valid publish subject: " + subject);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.c, a.b.c, true",
        "a.b.c, a.*.c, true",
        "a.b.c, a.>, true",
        "a.b.c, >, true",
        "a.b.c, a.b, false",
        "a.b, a.b.c, false",
        "a.b, a.b.>, false",
        "a.b, a.*.>, false",
        "a.b, a.b*, false",
        "foo, *, true",
    })
    void wildcardsStandForWholeTokens(String literal, String pattern, boolean expected) {
        assertThat(LiteralSubject.matches(literal, pattern)).isEqualTo(expected);
    }

    @Test
    void statisticsOfSeveralIndexesAddUp() {
        SublistStats sum = new SublistStats(1, 2, 3, 1, 4, 1, 2, 3).plus(new SublistStats(10, 2, 10, 0, 4, 3, 5, 7));
        assertThat(sum.subscriptions()).isEqualTo(11);
        assertThat(sum.maxFanout()).isEqualTo(5);
        assertThat(sum.cacheHitRate()).isCloseTo(0.5, within(1e-9));
        assertThat(sum.avgFanout()).isCloseTo(2.5, within(1e-9));
        assertThat(SublistStats.NONE.avgFanout()).isZero();
    }

    private static SubscriptionPage select(SubscriptionQuery query) {
        return SubscriptionPage.select(
                query, NOW, SublistStats.NONE, Stream.of(ALL.toArray(SubscriptionDetail[]::new)));
    }
}
