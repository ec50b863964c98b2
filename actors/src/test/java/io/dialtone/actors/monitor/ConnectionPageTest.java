package io.dialtone.actors.monitor;

import static io.dialtone.actors.monitor.Fixtures.NOW;
import static io.dialtone.actors.monitor.Fixtures.START;
import static io.dialtone.actors.monitor.Fixtures.closed;
import static io.dialtone.actors.monitor.Fixtures.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.actors.monitor.ConnectionQuery.Sort;
import io.dialtone.actors.monitor.ConnectionQuery.State;
import io.dialtone.actors.monitor.ConnectionQuery.Subscriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionPageTest {

    private static final List<ConnectionInfo> THREE = List.of(
            new Fixtures.Spec(3)
                    .subscriptions(1)
                    .pending(30)
                    .traffic(new Traffic(1, 100, 3, 300))
                    .lastActivity(START.plusSeconds(5))
                    .rtt(Duration.ofMillis(2))
                    .build(),
            new Fixtures.Spec(1)
                    .start(START.minusSeconds(10))
                    .subscriptions(9)
                    .pending(10)
                    .traffic(new Traffic(3, 300, 1, 100))
                    .lastActivity(START.plusSeconds(9))
                    .rtt(Duration.ofMillis(1))
                    .build(),
            new Fixtures.Spec(2)
                    .start(START.plusSeconds(10))
                    .subscriptions(5)
                    .pending(20)
                    .traffic(new Traffic(2, 200, 2, 200))
                    .lastActivity(START.plusSeconds(7))
                    .rtt(Duration.ofMillis(3))
                    .build());

    @ParameterizedTest
    @CsvSource({
        "cid, 1 2 3",
        "start, 1 2 3",
        "subs, 1 2 3",
        "pending, 3 2 1",
        "msgs_to, 3 2 1",
        "msgs_from, 1 2 3",
        "bytes_to, 3 2 1",
        "bytes_from, 1 2 3",
        "last, 1 2 3",
        "idle, 3 2 1",
        "uptime, 2 3 1",
        "rtt, 2 3 1",
    })
    void openConnectionsComeInTheOrderAskedFor(String sort, String expected) {
        assertThat(cids(select(Query.sorted(Sort.parse(sort)), THREE, List.of())))
                .isEqualTo(expected);
    }

    @Test
    void closedConnectionsCanComeInTheOrderOfTheirEndOrItsReason() {
        List<ConnectionInfo> closed = List.of(closed(1, "A", "Write Error"), closed(2, "A", "Client Closed"));
        assertThat(cids(select(new Query().sort(Sort.STOP).state(State.CLOSED).get(), List.of(), closed)))
                .isEqualTo("2 1");
        assertThat(cids(select(new Query().sort(Sort.REASON).state(State.CLOSED).get(), List.of(), closed)))
                .isEqualTo("2 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"OPEN", "ALL"})
    void orderByTheEndIsRefusedWhenSomeAreOpen(State state) {
        Query query = new Query().sort(Sort.STOP).state(state);
        assertThatThrownBy(query::get)
                .isInstanceOf(InvalidQuery.class)
                .hasMessage("sort by stop only valid on closed connections");
    }

    @ParameterizedTest
    @CsvSource({"OPEN, 1 2, 2", "CLOSED, 7, 1", "ALL, 1 2 7, 3"})
    void stateChoosesOpenOrClosedOnes(State state, String expected, int total) {
        ConnectionPage page = select(
                new Query().state(state).get(), List.of(open(1), open(2)), List.of(closed(7, "A", "Client Closed")));
        assertThat(cids(page)).isEqualTo(expected);
        assertThat(page.total()).isEqualTo(total);
    }

    @Test
    void accountFilterCountsInTheTotalAndUserFilterDoesNot() {
        List<ConnectionInfo> open = List.of(open(1, "a", "A"), open(2, "b", "B"), open(3, "c", "A"));
        ConnectionPage ofAccount = select(new Query().account("A").get(), open, List.of());
        assertThat(cids(ofAccount)).isEqualTo("1 3");
        assertThat(ofAccount.total()).isEqualTo(2);
        ConnectionPage ofUser = select(new Query().account("A").user("c").get(), open, List.of());
        assertThat(cids(ofUser)).isEqualTo("3");
        assertThat(ofUser.total()).isEqualTo(2);
    }

    @Test
    void oneConnectionCanBeAskedForById() {
        List<ConnectionInfo> closed = List.of(closed(7, "A", "Client Closed"));
        ConnectionPage open = select(new Query().cid(2).get(), THREE, closed);
        assertThat(cids(open)).isEqualTo("2");
        assertThat(open.query().limit()).isEqualTo(1);
        assertThat(open.total()).isEqualTo(3);
        assertThat(cids(select(new Query().cid(7).get(), THREE, closed))).isEmpty();
        assertThat(cids(select(new Query().cid(7).state(State.ALL).get(), THREE, closed)))
                .isEqualTo("7");
        assertThat(cids(select(new Query().cid(9).state(State.ALL).get(), THREE, closed)))
                .isEmpty();
    }

    @Test
    void boundsOutOfRangeAreReplaced() {
        ConnectionQuery query = new Query().offset(-4).limit(-1).get();
        assertThat(query.offset()).isZero();
        assertThat(query.limit()).isEqualTo(ConnectionQuery.DEFAULT_LIMIT);
        assertThat(cids(select(new Query().offset(50).get(), THREE, List.of()))).isEmpty();
        assertThat(cids(select(new Query().offset(2).limit(Integer.MAX_VALUE).get(), THREE, List.of())))
                .isEqualTo("3");
    }

    @Property(tries = 200)
    void pagesTogetherHoldEveryConnectionOnce(
            @ForAll @IntRange(min = 0, max = 40) int count, @ForAll @IntRange(min = 1, max = 7) int limit) {
        List<ConnectionInfo> open =
                LongStream.rangeClosed(1, count).mapToObj(Fixtures::open).toList();
        List<ConnectionInfo> seen = new ArrayList<>();
        for (int offset = 0; offset < count; offset += limit) {
            seen.addAll(select(
                            new Query()
                                    .sort(Sort.SUBS)
                                    .offset(offset)
                                    .limit(limit)
                                    .get(),
                            open,
                            List.of())
                    .connections());
        }
        assertThat(seen).isEqualTo(open);
    }

    private static ConnectionPage select(
            ConnectionQuery query, List<ConnectionInfo> open, List<ConnectionInfo> closed) {
        return ConnectionPage.select(query, NOW, open, closed);
    }

    private static String cids(ConnectionPage page) {
        return String.join(
                " ",
                page.connections().stream().map(c -> Long.toString(c.cid())).toList());
    }

    private static final class Query {
        private Sort sort = Sort.CID;
        private State state = State.OPEN;
        private int offset;
        private int limit;
        private long cid;
        private String user = "";
        private String account = "";

        static ConnectionQuery sorted(Sort sort) {
            return new Query().sort(sort).get();
        }

        Query sort(Sort value) {
            sort = value;
            return this;
        }

        Query state(State value) {
            state = value;
            return this;
        }

        Query offset(int value) {
            offset = value;
            return this;
        }

        Query limit(int value) {
            limit = value;
            return this;
        }

        Query cid(long value) {
            cid = value;
            return this;
        }

        Query user(String value) {
            user = value;
            return this;
        }

        Query account(String value) {
            account = value;
            return this;
        }

        ConnectionQuery get() {
            return new ConnectionQuery(sort, false, Subscriptions.NONE, offset, limit, cid, state, user, account, "");
        }
    }
}
