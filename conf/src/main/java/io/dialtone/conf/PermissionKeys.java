package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import io.dialtone.conf.KeyTable.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What may be published and subscribed to. */
final class PermissionKeys {
    /** Allow and deny of one side while they are read. */
    private static final class Sides {
        private @Nullable List<String> allow;
        private List<String> deny = List.of();
    }

    /** Parts of a {@link ResponseRule} while they are read. */
    private static final class Response {
        private int max = ResponseRule.DEFAULT_MAX_MESSAGES;
        private Duration expires = ResponseRule.DEFAULT_EXPIRES;
    }

    private static final String UNKNOWN_SIDE =
            "Unknown field name %s parsing subject permissions, only 'allow' or 'deny' are permitted";

    private static final KeyTable<Sides> PUBLISH_SIDES = sides("permissions.publish", false);
    private static final KeyTable<Sides> SUBSCRIBE_SIDES = sides("permissions.subscribe", true);

    private static final KeyTable<Response> RESPONSES = new KeyTable<Response>(
                    "permissions.allow_responses", "Unknown field %s parsing permissions")
            .key("max max_msgs max_messages max_responses", "2.0.4", YES, "1", Kinds.of("integer", (in, v, b) -> {
                int max = Reading.int32("max", v);
                b.max = max == 0 ? b.max : max;
            }))
            .key("expires expiration ttl", "2.0.4", YES, "2m", Kinds.of("duration", PermissionKeys::expires));

    static final KeyTable<PermissionOptions.Builder> TABLE = new KeyTable<PermissionOptions.Builder>(
                    "permissions", "Unknown field %s parsing permissions")
            .key("publish pub import", "0.9.2", YES, "everything", rules(PUBLISH_SIDES, false, (b, v) -> b.publish(v)))
            .key(
                    "subscribe sub export",
                    "0.9.2",
                    YES,
                    "everything",
                    rules(SUBSCRIBE_SIDES, true, (b, v) -> b.subscribe(v)))
            .key(
                    "allow_responses publish_allow_responses",
                    "2.0.4",
                    YES,
                    "false",
                    Kinds.of("bool or {max, expires}", PermissionKeys::responses));

    private PermissionKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE, PUBLISH_SIDES, SUBSCRIBE_SIDES, RESPONSES);
    }

    static PermissionOptions read(Reading in, Node value) {
        PermissionOptions read = TABLE.read(
                        in, value, "Expected permissions to be a map/struct, got %v", PermissionOptions.builder())
                .build();
        SubjectRules publish = read.publish();
        if (read.responses() == null || (publish != null && publish.allow() != null)) {
            return read;
        }
        // Answers are allowed one by one: without a list of its own, nothing else may be published.
        List<String> deny = publish == null ? List.of() : publish.deny();
        return read.with(b -> b.publish(new SubjectRules(List.of(), deny)));
    }

    static <B> Kind<B> kind(BiConsumer<B, PermissionOptions> set) {
        return Kinds.of("{} permissions", (in, v, b) -> set.accept(b, read(in, v)));
    }

    /** One subject or an array of them, each of them valid. */
    static List<String> subjects(Node value, boolean queueAllowed) {
        List<String> subjects = new ArrayList<>();
        if (value.value() instanceof String subject) {
            subjects.add(subject);
        } else {
            List<Node> list = value.asList();
            if (list == null) {
                throw Reading.failure(
                        value,
                        "Expected subject permissions to be a subject, or array of subjects, got "
                                + GoText.type(value));
            }
            for (Node element : list) {
                if (!(element.value() instanceof String subject)) {
                    throw Reading.failure(element, "Subject in permissions array cannot be cast to string");
                }
                subjects.add(subject);
            }
        }
        for (String subject : subjects) {
            String problem = Subjects.problem(subject, queueAllowed);
            if (!problem.isEmpty()) {
                throw Reading.failure(value, problem);
            }
        }
        return subjects;
    }

    private static KeyTable<Sides> sides(String name, boolean queueAllowed) {
        return new KeyTable<Sides>(name, UNKNOWN_SIDE)
                .key(
                        "allow",
                        "1.3.0",
                        YES,
                        "everything",
                        Kinds.of("subject or []", (in, v, b) -> b.allow = given(subjects(v, queueAllowed))))
                .key(
                        "deny",
                        "1.3.0",
                        YES,
                        "nothing",
                        Kinds.of("subject or []", (in, v, b) -> b.deny = subjects(v, queueAllowed)));
    }

    /** An empty array says no more than no array. */
    private static @Nullable List<String> given(List<String> subjects) {
        return subjects.isEmpty() ? null : subjects;
    }

    private static Kind<PermissionOptions.Builder> rules(
            KeyTable<Sides> table,
            boolean queueAllowed,
            BiConsumer<PermissionOptions.Builder, @Nullable SubjectRules> set) {
        return Kinds.of("subject, [] or {allow, deny}", (in, v, b) -> {
            var map = v.asMap();
            if (map == null) {
                set.accept(b, new SubjectRules(given(subjects(v, queueAllowed)), List.of()));
            } else if (!map.isEmpty()) {
                Sides sides = table.read(in, map, new Sides());
                set.accept(b, new SubjectRules(sides.allow, sides.deny));
            }
        });
    }

    private static void expires(Reading in, Node value, Response response) {
        if (!(value.value() instanceof String)) {
            throw Reading.failure(value, "error parsing expires, not a duration string");
        }
        Duration expires = Reading.durationText("error parsing expires: ", value);
        response.expires = expires.isZero() ? response.expires : expires;
    }

    private static void responses(Reading in, Node value, PermissionOptions.Builder permissions) {
        if (value.value() instanceof Boolean on) {
            permissions.responses(on ? ResponseRule.DEFAULT : null);
            return;
        }
        String expected = "error parsing response permissions, expected a boolean or a map";
        Response response = RESPONSES.read(in, value, expected, new Response());
        permissions.responses(new ResponseRule(response.max, response.expires));
    }
}
