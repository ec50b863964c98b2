package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
    private final LoopFixture fixture = new LoopFixture();
    private final SubjectSpace space = new SubjectSpace();
    private final TestConnection alice = new TestConnection(fixture, space, 1);

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    private void session(boolean verbose, boolean pedantic, boolean echo, boolean noResponders) {
        alice.session.connected(verbose, pedantic, echo, true, noResponders);
    }

    @Test
    void verboseAnswersBeforeTheMessageComesBack() {
        session(true, false, true, false);
        alice.subscribe("foo", "1");
        alice.send("PUB foo 2\r\nok\r\nPING\r\n");
        assertThat(alice.received()).isEqualTo("+OK\r\nMSG foo 1 2\r\nok\r\nPONG\r\n");
    }

    @Test
    void pedanticComplainsOfAWildcardAndDeliversAllTheSame() {
        session(false, true, true, false);
        alice.subscribe(">", "1");
        alice.send("PUB foo..bar 1\r\nA\r\nPUB foo.* 1\r\nB\r\nPUB foo 1\r\nC\r\nPING\r\n");
        assertThat(alice.received())
                .isEqualTo("-ERR 'Invalid Publish Subject'\r\n-ERR 'Invalid Publish Subject'\r\nMSG foo.* 1 1\r\nB\r\n"
                        + "MSG foo 1 1\r\nC\r\nPONG\r\n");
    }

    @Test
    void pedanticAndVerboseAnswerInThatOrder() {
        session(true, true, true, false);
        alice.send("PUB foo.* 1\r\nB\r\n");
        assertThat(alice.received()).isEqualTo("-ERR 'Invalid Publish Subject'\r\n+OK\r\n");
    }

    // ---- reserved subjects

    @ParameterizedTest
    @ValueSource(strings = {"_GR_.a.b", "$NRG.x", "_GR_.abcd.efgh.x"})
    void reservedSubjectsAreRefused(String subject) {
        session(true, false, true, true);
        alice.subscribe(">", "1");
        alice.send("PUB " + subject + " reply 1\r\nx\r\nPING\r\n");
        assertThat(alice.received())
                .isEqualTo("-ERR 'Permissions Violation for Publish to \"" + subject + "\"'\r\nPONG\r\n");
        assertThat(alice.refusals).containsExactly("Publish Violation - Subject \"" + subject + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_R_.x", "$JS.ACK.a", "_GR_.a.b.c"})
    void reservedReplySubjectsAreRefused(String reply) {
        alice.subscribe(">", "1");
        alice.send("PUB foo " + reply + " 1\r\nx\r\nPING\r\n");
        assertThat(alice.received())
                .isEqualTo("-ERR 'Permissions Violation for Publish with Reply of \"" + reply + "\"'\r\nPONG\r\n");
        assertThat(alice.refusals).containsExactly("Publish Violation - Reply \"" + reply + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_INBOX.x", "$SYS.x", "$KV.b.k", "_GR_", "_G", "$", "_", "$NRG", "_R_.x", "$JS.ACK.x"})
    void othersThatBeginLikeThemAreOrdinary(String subject) {
        alice.subscribe(">", "1");
        alice.send("PUB " + subject + " 1\r\nx\r\n");
        assertThat(alice.received()).isEqualTo("MSG " + subject + " 1 1\r\nx\r\n");
    }

    @Test
    void whatTheRulesForbidIsRefused() {
        alice.session.bind(
                space,
                (subject, from, length) -> !Reading.text(subject, from, length).equals("no\"pe"),
                null);
        alice.subscribe(">", "1");
        alice.send("PUB no\"pe 1\r\nx\r\nPUB yes 1\r\ny\r\n");
        assertThat(alice.received())
                .isEqualTo("-ERR 'Permissions Violation for Publish to \"no\\\"pe\"'\r\nMSG yes 1 1\r\ny\r\n");
    }

    @Test
    void aMappedSubjectIsTheOneThatCounts() {
        alice.session.bind(
                space,
                (subject, from, length) -> Reading.text(subject, from, length).equals("there"),
                (subject, from, length) ->
                        Reading.text(subject, from, length).equals("here") ? Reading.bytes("there") : null);
        alice.subscribe("there", "1");
        alice.subscribe("here", "2");
        alice.send("PUB here re 2\r\nok\r\nPUB there 2\r\nok\r\n");
        assertThat(alice.received()).isEqualTo("MSG there 1 re 2\r\nok\r\nMSG there 1 2\r\nok\r\n");
    }

    // ---- no responders

    private static String status(String reply, String sid, String subject) {
        int n = 32 + subject.length();
        return "HMSG " + reply + " " + sid + " " + n + " " + n + "\r\nNATS/1.0 503\r\nNats-Subject: " + subject
                + "\r\n\r\n\r\n";
    }

    @Test
    void aRequestNobodyTookIsAnsweredToThePlainSubscriptionOfTheReply() {
        session(false, false, true, true);
        Subscription inbox = alice.subscribe("_INBOX.*", "7");
        alice.send("PUB foo.bar _INBOX.1 1\r\nA\r\nPING\r\n");
        assertThat(alice.received()).isEqualTo(status("_INBOX.1", "7", "foo.bar") + "PONG\r\n");
        assertThat(inbox.delivered()).as("not counted").isZero();
    }

    @Test
    void echoOffDoesNotConcernTheStatusAndSuppressedInterestIsNone() {
        session(false, false, false, true);
        alice.subscribe("_INBOX.*", "a-long-sid");
        alice.subscribe("foo", "2");
        alice.send("PUB foo _INBOX.1 1\r\nA\r\n");
        assertThat(alice.received()).isEqualTo(status("_INBOX.1", "a-long-sid", "foo"));
    }

    @Test
    void noStatusWhereItWasNotAskedForOrNobodyWouldHearIt() {
        TestConnection other = new TestConnection(fixture, space, 2);
        alice.subscribe("_INBOX.*", "7");
        alice.send("PUB foo _INBOX.1 1\r\nA\r\n");
        assertThat(alice.received()).as("not asked for").isEmpty();
        session(false, false, true, true);
        alice.send("PUB foo 1\r\nA\r\n");
        assertThat(alice.received()).as("no reply subject").isEmpty();
        alice.send("PUB foo elsewhere 1\r\nA\r\n");
        assertThat(alice.received()).as("no subscription").isEmpty();
        other.subscribe("others", "1");
        alice.subscribe("queued", "g", "9");
        alice.send("PUB foo others 1\r\nA\r\nPUB foo queued 1\r\nA\r\n");
        assertThat(alice.received()).as("another's and a queue subscription").isEmpty();
        assertThat(other.received()).isEmpty();
        other.subscribe("foo", "g", "2");
        alice.send("PUB foo _INBOX.1 1\r\nA\r\n");
        assertThat(alice.received()).as("somebody took it").isEmpty();
    }

    @Test
    void aRefusedRequestGetsNoStatus() {
        session(false, false, true, true);
        alice.subscribe("_INBOX.*", "7");
        alice.send("PUB $NRG.x _INBOX.1 1\r\nA\r\n");
        assertThat(alice.received()).isEqualTo("-ERR 'Permissions Violation for Publish to \"$NRG.x\"'\r\n");
    }

    @Test
    void whatIsTakenInIsCountedAlsoWhenNobodyWantsIt() {
        alice.send("PUB foo 5\r\nhello\r\nHPUB foo 12 14\r\nNATS/1.0\r\n\r\nok\r\n");
        assertThat(alice.counters.inMessages()).isEqualTo(2);
        assertThat(alice.counters.inBytes()).isEqualTo(19);
    }
}
