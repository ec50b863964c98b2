package io.dialtone.conf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is found out while the tree of a configuration is turned into options. One for each configuration. */
final class Reading {
    /** A value of another type than its key takes. It ends the reading of that key only. */
    static final class WrongType extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private WrongType(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Map<String, Node> listeners = new LinkedHashMap<>();
    private final Map<String, Node> userLists = new LinkedHashMap<>();

    void error(Node at, String message) {
        errors.add(new Problem(at.position(), message));
    }

    void error(Problem problem) {
        errors.add(problem);
    }

    void warn(Node at, String message) {
        warnings.add(new Problem(at.position(), message));
    }

    void warnUse(Node at, String field, String reason) {
        warn(at, "invalid use of field " + GoText.quote(field) + ": " + reason);
    }

    List<Problem> errors() {
        return errors;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Remembers that a key was used; the path of a shared block starts with the name of its table. */
    void used(String path) {
        keys.add(path);
    }

    Set<String> usedKeys() {
        return keys;
    }

    /** Remembers the key that gave a listener its port. */
    void listener(String name, Node at) {
        listeners.put(name, at);
    }

    Map<String, Node> listeners() {
        return listeners;
    }

    /** Remembers where users are given: under an account's name, or {@code ""} for the authorization block. */
    void users(String account, Node at) {
        userLists.put(account, at);
    }

    Map<String, Node> userLists() {
        return userLists;
    }

    static String text(Node node) {
        if (node.value() instanceof String text) {
            return text;
        }
        throw wrong(node, "string");
    }

    static boolean bool(Node node) {
        if (node.value() instanceof Boolean bool) {
            return bool;
        }
        throw wrong(node, "bool");
    }

    static long integer(Node node) {
        if (node.value() instanceof Long number) {
            return number;
        }
        throw wrong(node, "int64");
    }

    static List<Node> list(Node node) {
        List<Node> list = node.asList();
        if (list == null) {
            throw wrong(node, "[]interface {}");
        }
        return list;
    }

    static Map<String, Node> map(Node node) {
        Map<String, Node> map = node.asMap();
        if (map == null) {
            throw wrong(node, "map[string]interface {}");
        }
        return map;
    }

    static int int32(String key, Node node) {
        long value = integer(node);
        if (value != (int) value) {
            throw new WrongType(new Problem(node.position(), key + " value is too big"));
        }
        return (int) value;
    }

    static WrongType failure(Node at, String message) {
        return new WrongType(new Problem(at.position(), message));
    }

    private static WrongType wrong(Node node, String wanted) {
        return failure(node, "interface conversion: interface {} is " + GoText.type(node) + ", not " + wanted);
    }

    /** A duration text; a bare number counts as seconds, with a warning. */
    Duration duration(String field, Node node) {
        if (node.value() instanceof Long seconds) {
            warnUse(node, field, field + " should be converted to a duration");
            return Duration.ofSeconds(seconds);
        }
        return durationText("error parsing " + field + ": ", node);
    }

    /** A duration text and nothing else. */
    static Duration durationText(String prefix, Node node) {
        try {
            return GoDuration.parse(text(node));
        } catch (IllegalArgumentException e) {
            throw failure(node, prefix + e.getMessage());
        }
    }

    /** Seconds as a number, or a duration text. */
    static Duration seconds(String block, Node node) {
        if (node.value() instanceof Long seconds) {
            return Duration.ofSeconds(Math.clamp(seconds, -1_000_000_000L, 1_000_000_000L));
        } else if (node.value() instanceof Double seconds) {
            return Duration.ofNanos((long) (seconds * 1e9));
        } else if (node.value() instanceof String) {
            return durationText("error parsing " + block + " config, 'timeout' ", node);
        }
        throw failure(node, "error parsing " + block + " config, 'timeout' wrong type");
    }

    /** One string or an array of them. */
    List<String> strings(String what, Node node) {
        if (node.value() instanceof String text) {
            return List.of(text);
        }
        List<Node> list = node.asList();
        if (list == null) {
            throw failure(node, "error parsing " + what + ": unsupported type " + GoText.type(node));
        }
        List<String> strings = new ArrayList<>();
        for (Node element : list) {
            if (element.value() instanceof String text) {
                strings.add(text);
            } else {
                error(element, "error parsing " + what + ": unsupported type in array " + GoText.type(element));
            }
        }
        return strings;
    }
}
