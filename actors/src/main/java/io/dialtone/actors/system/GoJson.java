package io.dialtone.actors.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a JSON document, strictly, and says what is wrong with one in the words of Go's {@code encoding/json}: tools show
 * them to people, and some look for them.
 */
final class GoJson {
    /** Deeper than any request is; Go's own bound is higher, but its stacks grow. */
    private static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    /** A value as it was written. */
    sealed interface Value {
        /** What Go calls its kind in messages. */
        String kind();
    }

    record Text(String text) implements Value {
        @Override
        public String kind() {
            return "string";
        }
    }

    /** A number, not converted to anything. */
    record Digits(String literal) implements Value {
        @Override
        public String kind() {
            return "number";
        }
    }

    record Truth(boolean value) implements Value {
        @Override
        public String kind() {
            return "bool";
        }
    }

    enum Nothing implements Value {
        INSTANCE;

        @Override
        public String kind() {
            return "null";
        }
    }

    record Items(List<Value> items) implements Value {
        @Override
        public String kind() {
            return "array";
        }
    }

    /** The members in the order given, repeated ones included. */
    record Members(List<Member> members) implements Value {
        @Override
        public String kind() {
            return "object";
        }
    }

    record Member(String name, Value value) {}

    private GoJson(String text) {
        this.text = text;
    }

    /** Reads a whole document. */
    static Value read(byte[] document) throws GoJsonException {
        GoJson json = new GoJson(new String(document, StandardCharsets.UTF_8));
        Value value = json.value();
        json.blanks();
        if (json.at < json.text.length()) {
            throw json.unexpected("after top-level value");
        }
        return value;
    }

    private Value value() throws GoJsonException {
        blanks();
        char c = peek();
        return switch (c) {
            case '{' -> members();
            case '[' -> items();
            case '"' -> new Text(string());
            case 't' -> literal("true", new Truth(true));
            case 'f' -> literal("false", new Truth(false));
            case 'n' -> literal("null", Nothing.INSTANCE);
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw unexpected("looking for beginning of value");
                }
                yield number();
            }
        };
    }

    private Value members() throws GoJsonException {
        List<Member> members = new ArrayList<>();
        deeper();
        blanks();
        if (peek() == '}') {
            shallower();
            return new Members(members);
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            String name = string();
            blanks();
            if (peek() != ':') {
                throw unexpected("after object key");
            }
            at++;
            members.add(new Member(name, value()));
            blanks();
            char c = peek();
            if (c == '}') {
                shallower();
                return new Members(members);
            }
            if (c != ',') {
                throw unexpected("after object key:value pair");
            }
            at++;
        }
    }

    private Value items() throws GoJsonException {
        List<Value> items = new ArrayList<>();
        deeper();
        blanks();
        if (peek() == ']') {
            shallower();
            return new Items(items);
        }
        while (true) {
            items.add(value());
            blanks();
            char c = peek();
            if (c == ']') {
                shallower();
                return new Items(items);
            }
            if (c != ',') {
                throw unexpected("after array element");
            }
            at++;
        }
    }

    private void deeper() throws GoJsonException {
        at++;
        if (++depth > DEEPEST) {
            throw new GoJsonException("exceeded max depth");
        }
    }

    private void shallower() {
        at++;
        depth--;
    }

    private Value literal(String word, Value value) throws GoJsonException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
            at++;
        }
        return value;
    }

    private Value number() throws GoJsonException {
        int from = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Digits(text.substring(from, at));
    }

    /** One or more. */
    private void digits() throws GoJsonException {
        if (!isDigit(peek())) {
            throw unexpected("in numeric literal");
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws GoJsonException {
        StringBuilder value = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < ' ') {
                throw unexpected("in string");
            }
            if (c == '\\') {
                value.append(escape());
            } else {
                value.append(c);
                at++;
            }
        }
    }

    private char escape() throws GoJsonException {
        int from = at++;
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal(from);
            default -> throw badEscape(from, at);
        };
    }

    private char hexadecimal(int from) throws GoJsonException {
        int end = from + 6;
        int value = 0;
        for (int i = from + 2; i < end; i++) {
            if (i >= text.length()) {
                throw ended();
            }
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw badEscape(from, Math.min(end, text.length()));
            }
            value = value * 16 + digit;
        }
        at = end;
        return (char) value;
    }

    private GoJsonException badEscape(int from, int to) {
        return new GoJsonException("invalid escape sequence `" + text.substring(from, to) + "` in string");
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws GoJsonException {
        if (at >= text.length()) {
            throw ended();
        }
        return text.charAt(at);
    }

    private static GoJsonException ended() {
        return new GoJsonException("unexpected end of JSON input");
    }

    private GoJsonException unexpected(String where) {
        return new GoJsonException("invalid character " + quoted(text.codePointAt(at)) + " " + where);
    }

    /** A character in single quotes, as Go's {@code %q} writes it. */
    private static String quoted(int c) {
        String shown = switch (c) {
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case 0x07 -> "\\a";
            case 0x0b -> "\\v";
            default -> {
                if (c < ' ' || c == 0x7f) {
                    yield String.format(Locale.ROOT, "\\x%02x", c);
                }
                boolean hidden = c != ' ' && (Character.isWhitespace(c) || Character.isSpaceChar(c))
                        || Character.getType(c) == Character.FORMAT
                        || Character.isISOControl(c);
                yield hidden ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString(c);
            }
        };
        return "'" + shown + "'";
    }
}
