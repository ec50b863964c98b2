package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.SubjectRewrite;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.SubjectTransform;
import io.dialtone.routing.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shadows of subscriptions of other accounts, and what goes through the inside of the server. */
class InternalDeliveryTest {
    private final LoopFixture fixture = new LoopFixture();
    private final SubjectSpace here = new SubjectSpace("here", null, null);
    private final SubjectSpace there = new SubjectSpace("there", null, null);
    private final TestConnection alice = new TestConnection(fixture, here, 1);
    private final TestConnection bob = new TestConnection(fixture, there, 2);

    @AfterEach
    void stopLoop() throws InterruptedException {
        fixture.close();
    }

    private static byte[] bytes(String text) {
        return Reading.bytes(text);
    }

    private static void add(SubjectSpace space, Subscription s) {
        space.slice(SubjectSpace.sliceOfPattern(s.subject())).add(s);
    }

    private void shadow(Subscription origin, String in, String from, String to) {
        SubjectRewrite rewrite = new SubjectRewrite(SubjectTransform.compile(from, to), "there", false);
        add(here, origin.shadow(bytes(in), rewrite));
    }

    /** Lets what is published here go on there, under another subject. */
    private record Bridge(SubjectSpace to, String subject, String reply, byte[] headers, List<String> seen)
            implements InternalSubscriber {
        @Override
        public int receive(Subscription subscription, Delivery message) {
            seen.add(Reading.text(message.subject(), 0, message.subject().length) + " "
                    + Reading.text(message.payload(), 0, message.payload().length)
                            .length());
            return message.passed(this) ? 0 : message.forward(this, to, bytes(subject), bytes(reply), headers);
        }
    }

    private Bridge bridge(String on, String subject, String reply, byte[] headers) {
        Bridge bridge = new Bridge(there, subject, reply, headers, new ArrayList<>());
        add(here, new Subscription(bytes(on), null, bytes("1"), bridge));
        return bridge;
    }

    @Test
    void aShadowDeliversUnderTheSubjectAndSidOfItsOrigin() {
        Subscription origin = bob.subscribe("l.>", "7");
        shadow(origin, "w.*.*", "w.*.*", "l.$2.$1");
        alice.send("PUB w.a.b r 2\r\nhi\r\nPUB w.c.d 0\r\n\r\n");
        assertThat(bob.received()).isEqualTo("MSG l.b.a 7 r 2\r\nhi\r\nMSG l.d.c 7 0\r\n\r\n");
    }

    @Test
    void aShadowCountsForItsOrigin() {
        Subscription origin = bob.subscribe("l.x", "7");
        shadow(origin, "w.x", "w.x", "l.x");
        origin.endAfter(2);
        alice.send("PUB w.x 1\r\n1\r\nPUB w.x 1\r\n2\r\nPUB w.x 1\r\n3\r\n");
        assertThat(bob.received()).isEqualTo("MSG l.x 7 1\r\n1\r\nMSG l.x 7 1\r\n2\r\n");
        assertThat(bob.exhausted).containsExactly(origin);
    }

    @Test
    void theShadowOfAClosedSubscriptionIsSilent() {
        Subscription origin = bob.subscribe("l.x", "7");
        shadow(origin, "w.x", "w.x", "l.x");
        origin.close();
        alice.send("PUB w.x 1\r\n1\r\n");
        assertThat(bob.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 1000, OperationReader.LARGE, OperationReader.LARGE * 3})
    void aMessageGoesOnWithItsPayloadWhereverThatIs(int size) {
        bob.subscribe("svc", "3");
        Bridge bridge = bridge("my.svc", "svc", "_R_.1", null);
        String payload = "x".repeat(size);
        alice.send("PUB my.svc inbox " + size + "\r\n" + payload + "\r\n");
        assertThat(bob.received()).isEqualTo("MSG svc 3 _R_.1 " + size + "\r\n" + payload + "\r\n");
        assertThat(bridge.seen).containsExactly("my.svc " + size);
    }

    @Test
    void headersCanBeReplaced() {
        bob.subscribe("svc", "3");
        bridge("my.svc", "svc", "", HeaderBlock.with(bytes("NATS/1.0\r\nA: 1\r\n\r\n"), "B", bytes("2")));
        alice.send("HPUB my.svc 18 20\r\nNATS/1.0\r\nA: 1\r\n\r\nhi\r\n");
        assertThat(bob.received()).isEqualTo("HMSG svc 3 24 26\r\nNATS/1.0\r\nA: 1\r\nB: 2\r\n\r\nhi\r\n");
    }

    @Test
    void whoTakesNoHeadersGetsTheBodyAlone() {
        bob.subscribe("svc", "3");
        bob.outbox.rules(new DeliveryRules() {
            @Override
            public boolean headers() {
                return false;
            }

            @Override
            public boolean denies(Subscription subscription, byte[] subject, int from, int length) {
                return false;
            }

            @Override
            public void delivering(byte[] reply, int from, int length) {
                throw new AssertionError("nobody watches");
            }

            @Override
            public boolean watchesReplies() {
                return false;
            }
        });
        bridge("my.svc", "svc", "r", HeaderBlock.with(new byte[0], "B", bytes("2")));
        alice.send("PUB my.svc 2\r\nhi\r\n");
        assertThat(bob.received()).isEqualTo("MSG svc 3 r 2\r\nhi\r\n");
    }

    @Test
    void aRequestThatNobodyTakesInTheEndIsAnsweredBy503() {
        alice.session.connected(false, false, true, true, true);
        alice.subscribe("inbox", "9");
        bridge("my.svc", "svc", "r", null);
        alice.send("PUB my.svc inbox 2\r\nhi\r\n");
        assertThat(alice.received()).startsWith("HMSG inbox 9 ").contains("503\r\nNats-Subject: my.svc\r\n");
    }

    @Test
    void aMessageThatComesBackGoesNoFurther() {
        Bridge first = new Bridge(here, "loop", "", null, new ArrayList<>());
        add(here, new Subscription(bytes("loop"), null, bytes("1"), first));
        alice.send("PUB loop 1\r\nx\r\n");
        assertThat(first.seen).hasSize(2);
    }

    @Test
    void theServersOwnMessagesGoThroughImportsToo() {
        bob.subscribe("svc", "3");
        bridge("my.svc", "svc", "r", null);
        fixture.on(() -> ServerPublisher.publish(here, bytes("my.svc"), new byte[0], new byte[0], bytes("hi")));
        assertThat(bob.received()).isEqualTo("MSG svc 3 r 2\r\nhi\r\n");
    }
}
