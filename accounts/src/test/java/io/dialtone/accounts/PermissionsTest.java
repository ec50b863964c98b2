package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionsTest {
    private static final List<String> SUBJECTS = List.of(
            "foo", "bar", "x", "x.a", "x.a.b", "x.*", "x.>", ">", "*", "*.*", "x.*.c", "z.a.c", "z.*.c", "z.>", "z.*.*",
            "p.*", "p.no");
    private static final List<String> QUEUES =
            List.of("", "v1", "v1.x", "v2", "grp.a", "grp.a.b", "*", "v1.*", "_sys_");

    @Test
    void withoutListsEverythingGoesButTheServersQueue() {
        assertThat(canPublish(Permissions.UNRESTRICTED, "a..b")).isTrue();
        assertThat(canSubscribe(Permissions.UNRESTRICTED, "foo", "q")).isTrue();
        assertThat(canSubscribe(Permissions.UNRESTRICTED, "foo", "_sys_")).isFalse();
        assertThat(Permissions.UNRESTRICTED.restrictsPublishing()).isFalse();
        assertThat(Permissions.of(null)).isSameAs(Permissions.UNRESTRICTED);
    }

    @Test
    void anEmptyAllowListRestrictsNothing() {
        Permissions permissions = Permissions.of(options(rules(""), rules("")));
        assertThat(canPublish(permissions, "foo")).isTrue();
        assertThat(canSubscribe(permissions, "foo", "")).isTrue();
    }

    @Test
    void whatIsDeniedIsNeverAllowed() {
        Permissions permissions = Permissions.of(options(rules("p.* !p.no"), null));
        assertThat(canPublish(permissions, "p.yes")).isTrue();
        assertThat(canPublish(permissions, "p.no")).isFalse();
        assertThat(canPublish(permissions, "p.*")).as("as text").isTrue();
        assertThat(canPublish(permissions, "q")).isFalse();
    }

    @Test
    void answersAloneMayBePublishedWhenResponsesAreAllowedAndNothingElseIs() {
        PermissionOptions options =
                PermissionOptions.builder().responses(ResponseRule.DEFAULT).build();
        assertThat(canPublish(Permissions.of(options), "foo")).isFalse();
        assertThat(Permissions.of(options).restrictsPublishing()).isTrue();
        PermissionOptions denying = options.with(b -> b.publish(rules("!x")));
        assertThat(canPublish(Permissions.of(denying), "foo")).isFalse();
    }

    @Test
    void aWildcardThatOverlapsWithADenyIsAcceptedAndFiltered() {
        Permissions permissions = Permissions.of(options(null, rules("!x.a !y.b|v1")));
        assertThat(canSubscribe(permissions, "x.*", "")).isTrue();
        assertThat(permissions.filtersDelivery(bytes("x.*"), null)).isTrue();
        assertThat(permissions.filtersDelivery(bytes("x.b"), null)).isFalse();
        assertThat(permissions.filtersDelivery(bytes("z.*"), null)).isFalse();
        assertThat(permissions.filtersDelivery(bytes("y.*"), bytes("v1"))).isTrue();
        assertThat(denies(permissions, "", "x.a")).isTrue();
        assertThat(denies(permissions, "", "x.b")).isFalse();
        assertThat(denies(permissions, "", "y.b")).isFalse();
        assertThat(denies(permissions, "v1", "y.b")).isTrue();
        assertThat(denies(permissions, "v2", "y.b")).isFalse();
    }

    static Stream<String> subscribeRules() {
        return Stream.of(
                "foo",
                "foo|v1",
                "foo foo|v1",
                "foo|v1 foo|v2",
                "foo|grp.*",
                "foo|>",
                "x.*",
                "x.> !x.a",
                "z.*.c",
                ">",
                "* !bar",
                "!foo",
                "!foo|v1",
                "!foo|v1.* !foo|grp.>",
                "!x.*",
                "!>|v1",
                "foo foo|v1 !foo|v1",
                "x.*|v1 x.a",
                "> !x.>|grp.*");
    }

    @ParameterizedTest
    @MethodSource("subscribeRules")
    void subscriptionsAreAcceptedAndDeliveredAsByNatsServer(String rules) throws Exception {
        SubjectRules subscribe = rules(rules);
        Permissions permissions = Permissions.of(options(null, subscribe));
        try (NatsServer server = NatsServer.start(users("subscribe: " + text(subscribe)));
                NatsServer.Client client = server.connect("{\"verbose\":false,\"user\":\"u\"}");
                NatsServer.Client publisher = server.connect("{\"verbose\":false,\"user\":\"free\"}")) {
            List<String> theirs = new ArrayList<>();
            List<String> ours = new ArrayList<>();
            for (String subject : SUBJECTS) {
                for (String queue : QUEUES) {
                    theirs.add(subscribeThere(client, publisher, subject, queue));
                    ours.add(subscribeHere(permissions, subject, queue));
                }
            }
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("publishRules")
    void publishesAreAllowedAsByNatsServer(String rules) throws Exception {
        SubjectRules publish = rules(rules);
        Permissions permissions = Permissions.of(options(publish, null));
        try (NatsServer server = NatsServer.start(users("publish: " + text(publish)));
                NatsServer.Client client = server.connect("{\"verbose\":false,\"pedantic\":false,\"user\":\"u\"}")) {
            for (String subject : SUBJECTS) {
                client.send("PUB " + subject + " 0\r\n\r\n");
                boolean allowed = canPublish(permissions, subject);
                String violation = Violation.publish('"' + subject + '"').error();
                assertThat(client.sync())
                        .as(subject)
                        .isEqualTo(allowed ? List.of() : List.of("-ERR '" + violation + "'"));
            }
        }
    }

    static Stream<String> publishRules() {
        return Stream.of("foo", "x.*", "p.* !p.no", "> !x.> !bar", "!foo !x.*.c", "z.*.c", "*");
    }

    /** What the client hears when it subscribes and somebody then publishes to every literal subject. */
    private static String subscribeThere(
            NatsServer.Client client, NatsServer.Client publisher, String subject, String queue) throws IOException {
        client.send("SUB " + subject + " " + queue + " 1\r\n");
        List<String> answer = client.sync();
        if (!answer.isEmpty()) {
            return subject + " " + queue + ": " + answer;
        }
        publisher.send(SUBJECTS.stream()
                .filter(literal -> !literal.contains("*") && !literal.contains(">"))
                .map(literal -> "PUB " + literal + " 0\r\n\r\n")
                .collect(Collectors.joining()));
        publisher.sync();
        List<String> delivered = new ArrayList<>();
        for (String line : client.sync()) {
            if (!line.isEmpty()) {
                delivered.add(line.split(" ")[1]);
            }
        }
        client.send("UNSUB 1\r\n");
        client.sync();
        return subject + " " + queue + ": delivered " + delivered;
    }

    private static String subscribeHere(Permissions permissions, String subject, String queue) {
        String about = subject + " " + queue + ": ";
        if (!canSubscribe(permissions, subject, queue)) {
            String quoted = queue.isEmpty() ? null : '"' + queue + '"';
            return about
                    + List.of("-ERR '"
                            + Violation.subscribe('"' + subject + '"', quoted, "1")
                                    .error() + "'");
        }
        byte[] group = queue.isEmpty() ? null : bytes(queue);
        boolean filters = permissions.filtersDelivery(bytes(subject), group);
        List<String> delivered = new ArrayList<>();
        for (String literal : SUBJECTS) {
            boolean isLiteral = !literal.contains("*") && !literal.contains(">");
            boolean matches = Subjects.matches(literal, subject);
            if (isLiteral && matches && !(filters && denies(permissions, queue, literal))) {
                delivered.add(literal);
            }
        }
        return about + "delivered " + delivered;
    }

    private static String users(String permissions) {
        return "authorization { users: [ {user: free}, {user: u, permissions: { " + permissions + " }} ] }\n";
    }

    /** Rules in short: words that begin with ! are denied, a bar stands before a queue. */
    private static SubjectRules rules(String words) {
        List<String> allow = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).forEach(word -> {
            boolean denied = word.startsWith("!");
            (denied ? deny : allow).add(word.substring(denied ? 1 : 0).replace('|', ' '));
        });
        return new SubjectRules(allow, deny);
    }

    private static String text(SubjectRules rules) {
        List<String> allow = rules.allow();
        return "{ allow: " + list(allow == null ? List.of() : allow) + ", deny: " + list(rules.deny()) + " }";
    }

    private static String list(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').toList().toString();
    }

    private static PermissionOptions options(@Nullable SubjectRules publish, @Nullable SubjectRules subscribe) {
        return PermissionOptions.builder().publish(publish).subscribe(subscribe).build();
    }

    private static boolean canPublish(Permissions permissions, String subject) {
        byte[] line = bytes("PUB " + subject + " 0");
        return permissions.canPublish(line, 4, line.length - 6);
    }

    private static boolean canSubscribe(Permissions permissions, String subject, String queue) {
        return permissions.canSubscribe(bytes(subject), queue.isEmpty() ? null : bytes(queue));
    }

    private static boolean denies(Permissions permissions, String queue, String subject) {
        return permissions.deniesDelivery(
                queue.isEmpty() ? null : bytes(queue), bytes(subject), 0, bytes(subject).length);
    }

    private static byte[] bytes(String text) {
        return ByteText.bytes(text);
    }
}
