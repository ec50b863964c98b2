package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublishRightsTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);

    @Test
    void remembersVerdictsWithoutMixingSubjectsUp() {
        PublishRights rights = rights(PermissionOptions.builder()
                .publish(new SubjectRules(List.of("a.*"), List.of("a.13")))
                .build());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(canPublish(rights, "a." + i)).isEqualTo(i != 13);
                assertThat(canPublish(rights, "b." + i)).isFalse();
            }
        }
        assertThat(rights.watchesReplies()).isFalse();
    }

    @Test
    void oneAnswerMayBePublishedForADeliveredRequest() {
        PublishRights rights = responder(ResponseRule.DEFAULT);
        assertThat(rights.watchesReplies()).isTrue();
        assertThat(canPublish(rights, "_INBOX.1")).isFalse();
        delivering(rights, "_INBOX.1");
        assertThat(canPublish(rights, "_INBOX.2")).isFalse();
        assertThat(canPublish(rights, "_INBOX.1")).isTrue();
        assertThat(canPublish(rights, "_INBOX.1")).isFalse();
    }

    @Test
    void anotherRequestWithTheSameReplyOpensTheWindowAgainOnceItIsUsedUp() {
        PublishRights rights = responder(ResponseRule.DEFAULT);
        delivering(rights, "r");
        assertThat(canPublish(rights, "r")).isTrue();
        delivering(rights, "r");
        assertThat(canPublish(rights, "r")).isTrue();
        assertThat(canPublish(rights, "r")).isFalse();
    }

    @Test
    void asManyAnswersAsTheRuleSaysAndNoLaterThanItSays() {
        PublishRights rights = responder(new ResponseRule(3, Duration.ofSeconds(1)));
        delivering(rights, "r");
        now.addAndGet(1_000_000_000L);
        assertThat(canPublish(rights, "r")).isTrue();
        assertThat(canPublish(rights, "r")).isTrue();
        now.addAndGet(1);
        assertThat(canPublish(rights, "r")).as("too late").isFalse();
    }

    @Test
    void negativeMeansWithoutLimit() {
        PublishRights rights = responder(new ResponseRule(-1, Duration.ofMillis(-1)));
        delivering(rights, "r");
        now.addAndGet(Duration.ofDays(1).toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(canPublish(rights, "r")).isTrue();
        }
    }

    @Test
    void zeroMeansTheDefault() {
        PublishRights rights = responder(new ResponseRule(0, Duration.ZERO));
        delivering(rights, "r");
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(canPublish(rights, "r")).isTrue();
        assertThat(canPublish(rights, "r")).isFalse();
    }

    @Test
    void aReplyThatMayBePublishedAnywayTakesNoPlace() {
        PublishRights rights = rights(PermissionOptions.builder()
                .publish(new SubjectRules(List.of("ok.>"), List.of()))
                .responses(ResponseRule.DEFAULT)
                .build());
        delivering(rights, "ok.1");
        assertThat(canPublish(rights, "ok.1")).isTrue();
        assertThat(canPublish(rights, "ok.1")).isTrue();
    }

    @Test
    void aDeniedReplyMayBeAnsweredOnce() {
        PublishRights rights = rights(PermissionOptions.builder()
                .publish(new SubjectRules(null, List.of("no.>")))
                .responses(ResponseRule.DEFAULT)
                .build());
        delivering(rights, "no.1");
        assertThat(canPublish(rights, "no.1")).isTrue();
        assertThat(canPublish(rights, "no.1")).isFalse();
    }

    @Test
    void whatHasRunOutIsSwept() {
        ReplyWindow window = new ReplyWindow(new ResponseRule(1, Duration.ofSeconds(2)), now::get);
        for (int i = 0; i < 100; i++) {
            byte[] reply = ByteText.bytes("r." + i);
            window.open(reply, 0, reply.length);
        }
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        window.open(ByteText.bytes("last"), 0, 4);
        assertThat(window.size()).isOne();
    }

    @Test
    void answersAreAllowedAsByNatsServer() throws Exception {
        String configuration = "authorization { users: [ {user: free},"
                + " {user: u, permissions: { subscribe: \"req.>\", allow_responses: { max: 2, expires: \"1m\" } }} ] }";
        PublishRights rights = responder(new ResponseRule(2, Duration.ofMinutes(1)));
        try (NatsServer server = NatsServer.start(configuration);
                NatsServer.Client responder = server.connect("{\"verbose\":false,\"user\":\"u\"}");
                NatsServer.Client requester = server.connect("{\"verbose\":false,\"user\":\"free\"}")) {
            responder.send("SUB req.> 1\r\n");
            assertThat(responder.sync()).isEmpty();
            for (String step :
                    List.of("?r", "!r", "!r", "!r", "?r", "!r", "?r", "!r", "!r", "?s", "?s", "!s", "!s", "!t")) {
                String reply = step.substring(1);
                if (step.startsWith("?")) {
                    requester.send("PUB req.a " + reply + " 0\r\n\r\n");
                    requester.sync();
                    assertThat(responder.sync()).containsExactly("MSG req.a 1 " + reply + " 0", "");
                    delivering(rights, reply);
                } else {
                    responder.send("PUB " + reply + " 0\r\n\r\n");
                    assertThat(canPublish(rights, reply))
                            .as(step)
                            .isEqualTo(responder.sync().isEmpty());
                }
            }
        }
    }

    private PublishRights responder(ResponseRule rule) {
        return rights(PermissionOptions.builder().responses(rule).build());
    }

    private PublishRights rights(PermissionOptions options) {
        return new PublishRights(Permissions.of(options), now::get);
    }

    private static boolean canPublish(PublishRights rights, String subject) {
        byte[] line = ByteText.bytes("PUB " + subject + " 0");
        return rights.canPublish(line, 4, line.length - 6);
    }

    private static void delivering(PublishRights rights, String reply) {
        byte[] line = ByteText.bytes("MSG a 1 " + reply + " 0");
        rights.delivering(line, 8, line.length - 10);
    }
}
