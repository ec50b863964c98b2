package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final int LARGE = OperationReader.LARGE;

    private final LoopFixture fixture = new LoopFixture();
    private final SubjectSpace space = new SubjectSpace();
    private final TestConnection alice = new TestConnection(fixture, space, 1);
    private final TestConnection bob = new TestConnection(fixture, space, 2);

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    private record Rules(boolean headers, String denied, List<String> replies) implements DeliveryRules {
        @Override
        public boolean denies(Subscription subscription, byte[] subject, int from, int length) {
            return Reading.text(subject, from, length).equals(denied);
        }

        @Override
        public void delivering(byte[] reply, int from, int length) {
            replies.add(Reading.text(reply, from, length));
        }

        @Override
        public boolean watchesReplies() {
            return true;
        }
    }

    private static Rules withoutHeaders() {
        return new Rules(false, "", new ArrayList<>());
    }

    // ---- bytes

    @Test
    void aMessageAsItIsDelivered() {
        bob.subscribe("foo.*", "7");
        alice.send("PUB foo.bar 5\r\nhello\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo.bar 7 5\r\nhello\r\n");
        alice.send("PUB foo.bar reply.to 005\r\nhello\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo.bar 7 reply.to 005\r\nhello\r\n");
        alice.send("pub\tfoo.bar  reply.to\t0  \n\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo.bar 7 reply.to 0\r\n\r\n");
    }

    @Test
    void aMessageWithHeadersAsItIsDelivered() {
        bob.subscribe("foo", "7");
        alice.send("HPUB foo 12 17\r\nNATS/1.0\r\n\r\nhello\r\n");
        assertThat(bob.received()).isEqualTo("HMSG foo 7 12 17\r\nNATS/1.0\r\n\r\nhello\r\n");
        alice.send("HPUB foo re.ply 12 12\r\nNATS/1.0\r\n\r\n\r\n");
        assertThat(bob.received()).isEqualTo("HMSG foo 7 re.ply 12 12\r\nNATS/1.0\r\n\r\n\r\n");
    }

    @Test
    void headersOfNoBytesMakeAPlainMessage() {
        bob.subscribe("foo", "7");
        alice.send("HPUB foo re.ply 0 2\r\nok\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo 7 re.ply 2\r\nok\r\n");
    }

    @Test
    void headersAreCutOffForThoseWhoDoNotTakeThem() {
        bob.outbox.rules(withoutHeaders());
        bob.subscribe("foo", "7");
        alice.send("HPUB foo 12 17\r\nNATS/1.0\r\n\r\nhello\r\nHPUB foo re 12 12\r\nNATS/1.0\r\n\r\n\r\n"
                + "hpub foo  re\t012 0015\nNATS/1.0\r\n\r\nabc\r\nPUB foo 1\r\nx\r\n");
        assertThat(bob.received())
                .isEqualTo(
                        "MSG foo 7 5\r\nhello\r\nMSG foo 7 re 0\r\n\r\nMSG foo 7 re 3\r\nabc\r\nMSG foo 7 1\r\nx\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 100, LARGE - 1, LARGE, LARGE + 1, 70_000, 200_000, 262_120, 600_000, 1_000_000})
    void payloadsOfAllSizesAreDeliveredWhole(int size) {
        TestConnection plain = new TestConnection(fixture, space, 3);
        plain.outbox.rules(withoutHeaders());
        bob.subscribe("foo", "7");
        plain.subscribe("foo", "8");
        String body = "0123456789abcdef".repeat(size / 16 + 1).substring(0, size);
        alice.send("PUB foo " + size + "\r\n" + body + "\r\nHPUB foo r 20 " + size + "\r\n" + body
                + "\r\nPUB foo 1\r\nx\r\n");
        assertThat(bob.received()
                        .equals("MSG foo 7 " + size + "\r\n" + body + "\r\nHMSG foo 7 r 20 " + size + "\r\n" + body
                                + "\r\nMSG foo 7 1\r\nx\r\n"))
                .isTrue();
        assertThat(plain.received()
                        .equals("MSG foo 8 " + size + "\r\n" + body + "\r\nMSG foo 8 r " + (size - 20) + "\r\n"
                                + body.substring(20) + "\r\nMSG foo 8 1\r\nx\r\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1234567", "12345678", "a-rather-long-sid-of-more-than-a-word-or-two"})
    void sidsOfAnyLengthAreEchoed(String sid) {
        bob.subscribe("foo", sid);
        alice.send("PUB foo 2\r\nok\r\nPUB foo r 0\r\n\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo " + sid + " 2\r\nok\r\nMSG foo " + sid + " r 0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 95, 96, 97, 4000})
    void subjectsOfAnyLengthAreDelivered(int length) {
        String subject = "s".repeat(length);
        bob.subscribe(">", "7");
        alice.send("PUB " + subject + " 2\r\nok\r\nPUB " + subject + " " + subject.substring(0, Math.min(length, 90))
                + " 0\r\n\r\n");
        assertThat(bob.received())
                .isEqualTo("MSG " + subject + " 7 2\r\nok\r\nMSG " + subject + " 7 "
                        + subject.substring(0, Math.min(length, 90)) + " 0\r\n\r\n");
    }

    @Test
    void everySubscriptionThatMatchesGetsItsOwnCopy() {
        bob.subscribe("foo", "1");
        bob.subscribe("*", "2");
        bob.subscribe(">", "3");
        bob.subscribe("bar", "4");
        alice.send("PUB foo 1\r\nx\r\n");
        assertThat(messages(bob.received()))
                .containsExactlyInAnyOrder("MSG foo 1 1\r\nx", "MSG foo 2 1\r\nx", "MSG foo 3 1\r\nx");
    }

    private static List<String> messages(String stream) {
        List<String> all = new ArrayList<>();
        int at = 0;
        while (at < stream.length()) {
            int line = stream.indexOf("\r\n", at);
            int size = Integer.parseInt(stream.substring(stream.lastIndexOf(' ', line) + 1, line));
            all.add(stream.substring(at, line + 2 + size));
            at = line + 4 + size;
        }
        return all;
    }

    @Test
    void aMessageWithAnEmptyTokenReachesNobody() {
        bob.subscribe(">", "1");
        alice.send("PUB foo..bar 1\r\nx\r\nPUB .foo 1\r\nx\r\nPUB foo. 1\r\nx\r\nPUB . 1\r\nx\r\n");
        assertThat(bob.received()).isEmpty();
    }

    // ---- echo, rules, limits

    @Test
    void nothingComesBackToAConnectionWithoutEcho() {
        alice.session.connected(false, false, false, true, false);
        alice.subscribe("foo", "1");
        bob.subscribe("foo", "2");
        alice.send("PUB foo 1\r\nx\r\nPING\r\n");
        assertThat(alice.received()).isEqualTo("PONG\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo 2 1\r\nx\r\n");
    }

    @Test
    void aGroupGoesOnToTheNextMemberWhereTheFirstIsThePublisherWithoutEcho() {
        alice.session.connected(false, false, false, true, false);
        alice.subscribe("foo", "g", "1");
        bob.subscribe("foo", "g", "2");
        for (int i = 0; i < 50; i++) {
            alice.send("PUB foo 1\r\nx\r\n");
        }
        assertThat(messages(bob.received())).hasSize(50);
        assertThat(alice.received()).isEmpty();
    }

    @Test
    void whatIsDeniedIsNotDeliveredAndNotCounted() {
        bob.outbox.rules(new Rules(true, "foo.secret", new ArrayList<>()));
        Subscription s = bob.subscribe("foo.*", "1");
        alice.send("PUB foo.secret 1\r\nx\r\nPUB foo.open 1\r\nx\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo.open 1 1\r\nx\r\n");
        assertThat(s.delivered()).isEqualTo(1);
    }

    @Test
    void repliesAreToldToThoseWhoWatchThem() {
        Rules rules = withoutHeaders();
        bob.outbox.rules(rules);
        bob.subscribe("foo", "1");
        alice.send("PUB foo re.ply 1\r\nx\r\nPUB foo 1\r\nx\r\nPUB foo\tother 1\r\nx\r\n");
        assertThat(rules.replies).containsExactly("re.ply", "other");
    }

    @Test
    void aClosedOutboxGetsNothing() {
        bob.subscribe("foo", "1");
        bob.outbox.close();
        alice.send("PUB foo 1\r\nx\r\n");
        assertThat(bob.outbox.isEmpty()).isTrue();
    }

    @Test
    void exactlyTheMaximumIsDeliveredAndItsEndToldOnce() {
        Subscription s = bob.subscribe("foo", "1");
        alice.send("PUB foo 1\r\na\r\n");
        assertThat(s.endAfter(3)).isTrue();
        alice.send("PUB foo 1\r\nb\r\nPUB foo 1\r\nc\r\nPUB foo 1\r\nd\r\nPUB foo 1\r\ne\r\n");
        assertThat(bob.received()).isEqualTo("MSG foo 1 1\r\na\r\nMSG foo 1 1\r\nb\r\nMSG foo 1 1\r\nc\r\n");
        assertThat(bob.exhausted).containsExactly(s);
    }

    @Test
    void aMemberThatHadItsMaximumLeavesTheRestToTheOthers() {
        Subscription limited = bob.subscribe("foo", "g", "1");
        limited.endAfter(2);
        alice.subscribe("foo", "g", "2");
        for (int i = 0; i < 40; i++) {
            alice.send("PUB foo 1\r\nx\r\n");
        }
        assertThat(messages(bob.received())).hasSize(2);
        assertThat(messages(alice.received())).hasSize(38);
    }

    // ---- queue groups

    @Test
    void oneMemberOfEachGroupGetsIt() {
        bob.subscribe("foo", "g", "1");
        bob.subscribe("*", "g", "2");
        bob.subscribe(">", "h", "3");
        bob.subscribe("foo", "4");
        alice.send("PUB foo 1\r\nx\r\n");
        List<String> got = messages(bob.received());
        assertThat(got).hasSize(3).contains("MSG foo 3 1\r\nx", "MSG foo 4 1\r\nx");
    }

    @Test
    void membersHaveTheSameShare() {
        for (int i = 0; i < 5; i++) {
            bob.subscribe("foo", "g", "" + i);
        }
        assertShares(5, 20_000);
    }

    @Test
    void membersOfSeveralPatternsHaveTheSameShare() {
        bob.subscribe("foo", "g", "0");
        bob.subscribe("*", "g", "1");
        bob.subscribe("*", "g", "2");
        bob.subscribe(">", "g", "3");
        bob.subscribe(">", "g", "4");
        assertShares(5, 20_000);
    }

    @Test
    void membersHaveTheSameShareAlsoWhereOthersHaveLeft() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(bob.subscribe("foo", "g", i < 5 ? "gone" : "" + (i - 5)));
        }
        all.subList(0, 5).forEach(bob::unsubscribe);
        assertShares(7, 28_000);
    }

    private void assertShares(int members, int messages) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            stream.append("PUB foo 0\r\n\r\n");
        }
        alice.send(stream.toString());
        Map<String, Integer> shares = new HashMap<>();
        for (String m : messages(bob.received())) {
            shares.merge(m, 1, Integer::sum);
        }
        assertThat(shares).hasSize(members);
        int fair = messages / members;
        assertThat(shares.values()).allMatch(n -> n > fair * 0.85 && n < fair * 1.15, "within 15 % of " + fair);
    }

    @Test
    void aGroupWhoseMembersAllLeftAfterTheMatchTakesNothing() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(bob.subscribe("foo", "g", "" + i));
        }
        all.forEach(bob::unsubscribe);
        assertThat(alice.send("PUB foo 1\r\nx\r\n")).isFalse();
        assertThat(bob.received()).isEmpty();
    }

    // ---- batches

    @Test
    void aReadMakesOneBatchAndOneWakeUpForEachTarget() {
        bob.subscribe("foo", "1");
        alice.send("PUB foo 1\r\nx\r\n".repeat(50));
        assertThat(bob.wakes).hasValue(1);
        alice.send("PUB foo 1\r\nx\r\n");
        assertThat(bob.wakes).as("nothing was taken yet").hasValue(1);
        bob.received();
        alice.send("PUB foo 1\r\nx\r\n");
        assertThat(bob.wakes).hasValue(2);
    }

    @Test
    void moreThanABatchHoldsGoesInSeveralInOrder() {
        bob.subscribe("foo", "1");
        StringBuilder sent = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            String body = i + "-" + "x".repeat(i % 300);
            sent.append("PUB foo ")
                    .append(body.length())
                    .append("\r\n")
                    .append(body)
                    .append("\r\n");
            expected.append("MSG foo 1 ")
                    .append(body.length())
                    .append("\r\n")
                    .append(body)
                    .append("\r\n");
        }
        alice.send(sent.toString());
        assertThat(bob.outbox.pending()).isEqualTo(expected.length());
        assertThat(bob.received().contentEquals(expected)).isTrue();
        assertThat(bob.outbox.pending()).isZero();
    }

    @Test
    void messagesAndTheirBytesAreCounted() {
        bob.subscribe("foo", "1");
        alice.send("PUB foo 5\r\nhello\r\nHPUB foo 12 14\r\nNATS/1.0\r\n\r\nok\r\nPING\r\n");
        long[] counts = fixture.on(() -> {
            Batch b = bob.outbox.takeAll();
            return new long[] {b.messages(), b.messageBytes(), b.size()};
        });
        assertThat(counts)
                .containsExactly(2, 19, "MSG foo 1 5\r\nhello\r\nHMSG foo 1 12 14\r\nNATS/1.0\r\n\r\nok\r\n".length());
    }

    @Test
    void slicesHoldTheirChunkUntilTheyAreWritten() {
        TestConnection carol = new TestConnection(fixture, space, 3);
        bob.subscribe("foo", "1");
        carol.subscribe("foo", "2");
        String message = "PUB foo " + LARGE + "\r\n" + "x".repeat(LARGE) + "\r\n";
        alice.send(message + message);
        Chunk chunk = alice.lastChunk();
        assertThat(chunk.holders()).isEqualTo(4);
        bob.received();
        assertThat(chunk.holders()).isEqualTo(2);
        carol.received();
        assertThat(chunk.holders()).isZero();
        assertThat(fixture.<Boolean>on(() -> {
                    Chunk again = fixture.loop.memory().takeChunk();
                    again.release();
                    return again == chunk;
                }))
                .as("it is used again")
                .isTrue();
    }

    @Test
    void slicesForAConnectionThatClosedAreReleased() {
        bob.subscribe("foo", "1");
        // Closed between the delivery and the flush.
        bob.outbox.rules(new DeliveryRules() {
            @Override
            public boolean headers() {
                return true;
            }

            @Override
            public boolean denies(Subscription subscription, byte[] subject, int from, int length) {
                return false;
            }

            @Override
            public void delivering(byte[] reply, int from, int length) {
                bob.outbox.close();
            }

            @Override
            public boolean watchesReplies() {
                return true;
            }
        });
        alice.send("PUB foo reply " + LARGE + "\r\n" + "x".repeat(LARGE) + "\r\n");
        assertThat(alice.lastChunk().holders()).isZero();
        assertThat(bob.outbox.isEmpty()).isTrue();
    }

    @Test
    void aTargetFarBehindAsksThePublisherToWaitUntilItHasCaughtUp() {
        TestConnection slow = new TestConnection(fixture, space, 9, 100_000, 1);
        slow.subscribe("foo", "1");
        String kilobyte = "PUB foo 1000\r\n" + "x".repeat(1000) + "\r\n";
        assertThat(alice.send(kilobyte.repeat(60))).isFalse();
        assertThat(alice.send(kilobyte.repeat(20))).isTrue();
        assertThat(fixture.on(alice.router::isAnyGated)).isTrue();
        assertThat(slow.overflows).hasValue(0);
        alice.send(kilobyte.repeat(40));
        assertThat(slow.overflows).hasValue(1);
        slow.received();
        assertThat(fixture.on(alice.router::isAnyGated)).isFalse();
        assertThat(alice.send(kilobyte)).isFalse();
    }

    @Test
    void withoutStallsASlowTargetIsPassedOver() {
        TestConnection slow = new TestConnection(fixture, space, 9, 100_000, 1);
        slow.subscribe("foo", "1");
        bob.subscribe("foo", "2");
        alice.settings(
                new LiveSettings(1024 * 1024, 4096, TestConnection.SETTINGS.writeDeadline(), false, true, 0, false));
        String kilobyte = "PUB foo 1000\r\n" + "x".repeat(1000) + "\r\n";
        alice.send(kilobyte.repeat(80));
        alice.send(kilobyte.repeat(80));
        assertThat(messages(slow.received())).hasSize(80);
        assertThat(messages(bob.received())).hasSize(160);
        assertThat(slow.overflows).hasValue(0);
    }
}
