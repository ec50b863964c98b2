package io.dialtone.actors.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the body of a request says, checked against the fields its endpoint knows. What it does not say is empty, 0 or false. */
final class RequestOptions {
    /** Fields that every endpoint knows: which servers are to answer. */
    private static final Map<String, Type> FILTERS = Map.of(
            "server_name", Type.TEXT,
            "cluster", Type.TEXT,
            "host", Type.TEXT,
            "exact_match", Type.TRUTH,
            "tags", Type.TEXTS,
            "domain", Type.TEXT);

    /** What a field holds, by the name Go has for it. */
    enum Type {
        TEXT("string"),
        TRUTH("bool"),
        INT("int"),
        DURATION("time.Duration"),
        CID("uint64"),
        TEXTS("[]string"),
        SORT("server.SortOpt"),
        STATE("server.ConnState");

        private final String goName;

        Type(String goName) {
            this.goName = goName;
        }
    }

    private final Map<String, Object> values;

    private RequestOptions(Map<String, Object> values) {
        this.values = values;
    }

    /** Those of an empty body. */
    static RequestOptions none() {
        return new RequestOptions(Map.of());
    }

    /**
     * Reads a body. Field names count in any case; the last of several holds; what is unknown is passed over.
     *
     * @param goType what Go calls the whole
     * @param fields beside the filters
     */
    static RequestOptions read(byte[] body, String goType, Map<String, Type> fields) throws GoJsonException {
        if (body.length == 0) {
            return none();
        }
        GoJson.Value value = GoJson.read(body);
        if (value instanceof GoJson.Nothing) {
            return none();
        }
        if (!(value instanceof GoJson.Members members)) {
            throw new GoJsonException(
                    "json: cannot unmarshal " + value.kind() + " into Go value of type server." + goType);
        }
        Map<String, Object> values = new HashMap<>();
        for (GoJson.Member member : members.members()) {
            String name = member.name().toLowerCase(Locale.ROOT);
            Type type = fields.getOrDefault(name, FILTERS.get(name));
            if (type != null && !(member.value() instanceof GoJson.Nothing)) {
                values.put(name, convert(member.value(), type, goType, name));
            }
        }
        return new RequestOptions(values);
    }

    private static Object convert(GoJson.Value value, Type type, String goType, String name) throws GoJsonException {
        Object converted = switch (type) {
            case TEXT, SORT -> value instanceof GoJson.Text t ? t.text() : null;
            case TRUTH -> value instanceof GoJson.Truth t ? t.value() : null;
            case INT, DURATION, STATE, CID -> value instanceof GoJson.Digits d ? number(d, type, goType, name) : null;
            case TEXTS -> value instanceof GoJson.Items items ? texts(items, goType + "." + name) : null;
        };
        if (converted == null) {
            throw new GoJsonException("json: cannot unmarshal " + value.kind() + " into Go struct field " + goType + "."
                    + name + " of type " + type.goName);
        }
        return converted;
    }

    private static Long number(GoJson.Digits digits, Type type, String goType, String name) throws GoJsonException {
        try {
            String literal = digits.literal();
            return type == Type.CID ? Long.parseUnsignedLong(unsigned(literal)) : Long.parseLong(literal);
        } catch (NumberFormatException e) {
            throw new GoJsonException("json: cannot unmarshal number " + digits.literal() + " into Go struct field "
                    + goType + "." + name + " of type " + type.goName);
        }
    }

    private static String unsigned(String literal) {
        if (literal.startsWith("-")) {
            throw new NumberFormatException(literal);
        }
        return literal;
    }

    private static List<String> texts(GoJson.Items items, String path) throws GoJsonException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            GoJson.Value item = items.items().get(i);
            if (item instanceof GoJson.Text t) {
                texts.add(t.text());
            } else if (item instanceof GoJson.Nothing) {
                texts.add("");
            } else {
                throw new GoJsonException(
                        "json: cannot unmarshal " + item.kind() + " into " + path + "." + i + " of type string");
            }
        }
        return texts;
    }

    String text(String name) {
        return values.get(name) instanceof String s ? s : "";
    }

    boolean flag(String name) {
        return values.get(name) instanceof Boolean b && b;
    }

    long number(String name) {
        return values.get(name) instanceof Long n ? n : 0;
    }

    /** A number cut to what an int holds. */
    int integer(String name) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(name)));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    /** Whether a server is among those asked for. */
    boolean concerns(ServerDescription server) {
        return matches("server_name", server.name())
                && matches("host", server.host())
                && matches("cluster", server.cluster())
                && server.tags().containsAll(texts("tags"))
                && (text("domain").isEmpty() || text("domain").equals(server.domain()));
    }

    private boolean matches(String field, @Nullable String actual) {
        String wanted = text(field);
        String its = actual == null ? "" : actual;
        return wanted.isEmpty() || (flag("exact_match") ? its.equals(wanted) : its.contains(wanted));
    }
}
