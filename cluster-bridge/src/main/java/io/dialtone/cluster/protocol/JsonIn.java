package io.dialtone.cluster.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dialtone.conf.SubjectRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects as Go's decoder does: keys in any letter case, unknown ones passed over, null changes nothing, a value of the
 * wrong type is an error.
 */
final class JsonIn {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_OCTET = 255;

    /** Takes one field; may leave the value unread. */
    interface Fields {
        void take(String lowerCaseKey, JsonIn in) throws IOException;
    }

    private final JsonParser parser;

    private JsonIn(JsonParser parser) {
        this.parser = parser;
    }

    static void read(byte[] json, Fields fields) throws InvalidJsonException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            new JsonIn(parser).object(fields);
            if (parser.nextToken() != null) {
                throw new WrongType("invalid character after top-level value");
            }
        } catch (IOException e) {
            throw new InvalidJsonException(String.valueOf(e.getMessage()), e);
        }
    }

    private void object(Fields fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName().toLowerCase(Locale.ROOT);
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                fields.take(key, this);
            }
            parser.skipChildren();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new WrongType("unexpected end of JSON input");
        }
    }

    boolean flag() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType("bool");
        };
    }

    int number() throws IOException {
        requireInteger();
        return parser.getIntValue();
    }

    int octet() throws IOException {
        int value = number();
        if (value < 0 || value > MAX_OCTET) {
            throw wrongType("uint8");
        }
        return value;
    }

    /** 64 bits without a sign, as Java's long holds them. */
    long unsigned() throws IOException {
        requireInteger();
        try {
            return Long.parseUnsignedLong(parser.getText());
        } catch (NumberFormatException e) {
            throw wrongType("uint64");
        }
    }

    String text() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType("string");
        }
        return parser.getText();
    }

    String base64Text() throws IOException {
        try {
            return new String(Base64.getDecoder().decode(text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrongType("base64");
        }
    }

    List<String> texts() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("[]string");
        }
        List<String> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            all.add(parser.currentToken() == JsonToken.VALUE_NULL ? "" : text());
        }
        return all;
    }

    SubjectRules rules() throws IOException {
        Rules rules = new Rules();
        object((key, in) -> {
            switch (key) {
                case "allow" -> rules.allow = in.texts();
                case "deny" -> rules.deny = in.texts();
                default -> {
                    // nothing else is known of permissions
                }
            }
        });
        return new SubjectRules(rules.allow, rules.deny);
    }

    private void requireInteger() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType("int");
        }
    }

    private IOException wrongType(String wanted) throws IOException {
        JsonToken found = parser.currentToken();
        String what = found == null
                ? "nothing"
                : found.name().toLowerCase(Locale.ROOT).replace("value_", "");
        return new WrongType("json: cannot read " + what + " as " + wanted + " at " + parser.currentName());
    }

    private static final class Rules {
        @Nullable
        List<String> allow;

        List<String> deny = List.of();
    }

    private static final class WrongType extends IOException {
        private static final long serialVersionUID = 1L;

        WrongType(String message) {
            super(message);
        }
    }
}
