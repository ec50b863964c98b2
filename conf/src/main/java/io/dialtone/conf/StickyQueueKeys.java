package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules by which messages with the same key go to the same member of a queue group. */
final class StickyQueueKeys {
    /** A rule while it is read. */
    private static final class Parts {
        private String subject = "";
        private String queue = "";
        private List<Integer> tokens = List.of();
        private String header = "";
    }

    private static final KeyTable<Parts> TABLE = new KeyTable<Parts>("sticky_queues")
            .key("subject", "Dialtone", YES, "-", Kinds.of("subject", (in, v, b) -> b.subject = subject(v)))
            .key("queue", "Dialtone", YES, "all", Kinds.of("queue group", (in, v, b) -> b.queue = queue(v)))
            .key(
                    "key_token key_tokens",
                    "Dialtone",
                    YES,
                    "-",
                    Kinds.of("position or []", (in, v, b) -> b.tokens = positions(v)))
            .key("key_header", "Dialtone", YES, "-", Kinds.of("header name", (in, v, b) -> b.header = header(v)));

    private StickyQueueKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE);
    }

    static List<StickyQueueOptions> read(Reading in, Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, "Expected sticky_queues to be an array, got " + GoText.type(value));
        }
        List<StickyQueueOptions> rules = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (Node element : list) {
            try {
                StickyQueueOptions rule = rule(in, element);
                if (!seen.add(List.of(rule.subject(), rule.queue()))) {
                    throw Reading.failure(element, "Duplicate sticky queue of subject " + GoText.quote(rule.subject()));
                }
                rules.add(rule);
            } catch (Reading.WrongType e) {
                in.error(e.problem());
            }
        }
        return rules;
    }

    private static StickyQueueOptions rule(Reading in, Node at) {
        int before = in.errors().size();
        Parts parts = TABLE.read(in, at, "Expected sticky queue to be a map/struct, got %T", new Parts());
        if (in.errors().size() == before) {
            check(parts, at);
        }
        return new StickyQueueOptions(parts.subject, parts.queue, parts.tokens, parts.header);
    }

    private static void check(Parts parts, Node at) {
        if (parts.subject.isEmpty()) {
            throw Reading.failure(at, "Sticky queue needs a subject");
        }
        if (parts.tokens.isEmpty() == parts.header.isEmpty()) {
            throw Reading.failure(at, "Sticky queue needs either key_token or key_header");
        }
        int tokens = parts.subject.split("\\.", -1).length;
        for (int position : parts.tokens) {
            if (position > tokens && !parts.subject.endsWith(">")) {
                throw Reading.failure(
                        at,
                        "key_token " + position + " is beyond the " + tokens + " tokens of "
                                + GoText.quote(parts.subject));
            }
        }
    }

    private static String subject(Node value) {
        String subject = Reading.text(value);
        if (!Subjects.isValid(subject)) {
            throw Reading.failure(value, "Subject " + GoText.quote(subject) + " is not a valid subject");
        }
        return subject;
    }

    private static String queue(Node value) {
        String queue = Reading.text(value);
        if (!Subjects.isValidPublish(queue)) {
            throw Reading.failure(value, "Queue " + GoText.quote(queue) + " is not a valid queue");
        }
        return queue;
    }

    private static List<Integer> positions(Node value) {
        List<Node> list = value.asList();
        List<Integer> positions = new ArrayList<>();
        for (Node element : list == null ? List.of(value) : list) {
            int position = Reading.int32("key_token", element);
            if (position < 1) {
                throw Reading.failure(element, "key_token must be 1 or more");
            }
            positions.add(position);
        }
        if (positions.isEmpty()) {
            throw Reading.failure(value, "key_token names no token");
        }
        return positions;
    }

    private static String header(Node value) {
        String name = Reading.text(value);
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == ':' || c > '~')) {
            throw Reading.failure(value, "key_header " + GoText.quote(name) + " is not the name of a header");
        }
        return name;
    }
}
