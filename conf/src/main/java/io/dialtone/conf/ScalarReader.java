package io.dialtone.conf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads what is neither map nor array: strings in their four forms, numbers, dates, booleans and variables. */
final class ScalarReader {
    /** Answers what {@code $NAME} stands for. */
    interface Variables {
        Node resolve(String name, Position at);
    }

    private final TextCursor in;
    private final Variables variables;

    ScalarReader(TextCursor in, Variables variables) {
        this.in = in;
        this.variables = variables;
    }

    /** Reads one value. The cursor stands on its first byte, behind any blanks. */
    Node read() {
        int first = in.peek();
        if (first == '\'') {
            return singleQuoted();
        }
        if (first == '"') {
            return doubleQuoted();
        }
        if (first == '(') {
            return block();
        }
        if (first == '-' || TextCursor.isDigit(first)) {
            return number();
        }
        if (first == '.') {
            throw in.error("Floats must start with a digit");
        }
        if (TextCursor.isNewline(first)) {
            throw in.errorAtNext("Expected value but found new line");
        }
        return unquoted(in.offset(), in.position());
    }

    private Node singleQuoted() {
        in.next();
        Position at = in.position();
        int start = in.offset();
        while (in.peek() != '\'') {
            if (in.next() == TextCursor.END) {
                throw in.error("Unexpected EOF.");
            }
        }
        String text = in.since(start);
        in.next();
        return Node.text(text, at);
    }

    private Node doubleQuoted() {
        in.next();
        Position at = in.position();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int b = in.next(); b != '"'; b = in.next()) {
            if (b == TextCursor.END) {
                throw in.error("Unexpected EOF.");
            }
            text.write(b == '\\' ? escape() : b);
        }
        return Node.text(text.toString(StandardCharsets.UTF_8), at);
    }

    /** Ended by a line that holds only a closing parenthesis; the line ends around the text belong to it. */
    private Node block() {
        in.next();
        Position at = in.position();
        int start = in.offset();
        int previous = '(';
        while (true) {
            int b = in.peek();
            if (b == TextCursor.END) {
                throw in.error("Unexpected EOF processing block.");
            }
            if (b == ')' && previous == '\n' && endsLine()) {
                String text = in.since(start);
                in.next();
                return Node.text(text, at);
            }
            previous = in.next();
        }
    }

    private boolean endsLine() {
        int after = in.peek(1);
        return after == TextCursor.END || TextCursor.isNewline(after);
    }

    /** Reads the rest of an unquoted string that began at {@code start}. */
    private Node unquoted(int start, Position at) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(in.since(start).getBytes(StandardCharsets.UTF_8));
        boolean escaped = false;
        while (!endsUnquoted(in.peek())) {
            int b = in.next();
            if (b == '\\') {
                escaped = true;
                b = escape();
            }
            text.write(b);
        }
        if (in.peek() == '\'') {
            in.next();
        }
        String word = text.toString(StandardCharsets.UTF_8);
        return escaped ? Node.text(word, at) : word(word, at);
    }

    private Node word(String word, Position at) {
        if (word.startsWith("$")) {
            return variables.resolve(word.substring(1), at);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Node.bool(true, at);
            case "false", "no", "off" -> Node.bool(false, at);
            default -> Node.text(word, at);
        };
    }

    private static boolean endsUnquoted(int b) {
        return switch (b) {
            case TextCursor.END, '\n', '\r', ';', ',', ']', '}', ' ', '\t', '\'' -> true;
            default -> false;
        };
    }

    private int escape() {
        return switch (in.peek()) {
            case 'x' -> hexByte();
            case 't' -> take('\t');
            case 'n' -> take('\n');
            case 'r' -> take('\r');
            case '"' -> take('"');
            case '\\' -> take('\\');
            default ->
                throw in.errorAtNext("Invalid escape character '%s'. Only the following escape characters are allowed: "
                        + "\\xXX, \\t, \\n, \\r, \\\", \\\\.");
        };
    }

    private int take(int result) {
        in.next();
        return result;
    }

    private int hexByte() {
        in.next();
        int start = in.offset();
        for (int i = 0; i < 2; i++) {
            if (in.peek() == TextCursor.END || TextCursor.isNewline(in.peek())) {
                throw in.error("Expected two hexadecimal digits after '\\x', but hit end of line");
            }
            in.next();
        }
        String digits = in.since(start);
        int high = Character.digit(digits.charAt(0), 16);
        int low = digits.length() == 2 ? Character.digit(digits.charAt(1), 16) : -1;
        if (high < 0 || low < 0) {
            throw in.error("Expected two hexadecimal digits after '\\x', but got '" + digits + "'");
        }
        return high * 16 + low;
    }

    private Node number() {
        Position at = in.position();
        int start = in.offset();
        boolean negative = in.peek() == '-';
        if (negative) {
            in.next();
            if (in.peek() == '.') {
                throw in.error("Floats must start with a digit, not '.'.");
            }
            if (!TextCursor.isDigit(in.peek())) {
                throw in.errorAtNext("Expected a digit but got '%s'.");
            }
        }
        skipDigits();
        int b = in.peek();
        if (b == '.') {
            return fraction(start, at);
        }
        if (isSuffix(b)) {
            return suffixed(start, at);
        }
        if (negative || endsNumber(b)) {
            return Node.integer(Sizes.parse(in.since(start)), at);
        }
        return b == '-' ? date(start, at) : unquoted(start, at);
    }

    private void skipDigits() {
        while (TextCursor.isDigit(in.peek())) {
            in.next();
        }
    }

    /** A size like {@code 64kb}; anything longer, such as the duration {@code 2m30s}, is a string. */
    private Node suffixed(int start, Position at) {
        in.next();
        while ("bBiI".indexOf(in.peek()) >= 0) {
            in.next();
        }
        String text = in.since(start);
        return endsNumber(in.peek()) && Sizes.isSize(text) ? Node.integer(Sizes.parse(text), at) : unquoted(start, at);
    }

    private Node fraction(int start, Position at) {
        in.next();
        if (!TextCursor.isDigit(in.peek())) {
            throw in.errorAtNext("Floats must have a digit after the '.', but got '%s' instead.");
        }
        skipDigits();
        if (in.peek() != '.') {
            return Node.floating(Double.parseDouble(in.since(start)), at);
        }
        // A second point: an address such as 127.0.0.1:4222.
        while (TextCursor.isDigit(in.peek()) || ".:-".indexOf(in.peek()) >= 0) {
            in.next();
        }
        return Node.text(in.since(start), at);
    }

    private Node date(int start, Position at) {
        in.next();
        if (in.offset() - start != "YYYY-".length()) {
            throw in.error("All ISO8601 dates must be in full Zulu form.");
        }
        for (char expected : "00-00T00:00:00Z".toCharArray()) {
            boolean matches = expected == '0' ? TextCursor.isDigit(in.peek()) : in.peek() == expected;
            if (!matches) {
                throw in.errorAtNext(
                        expected == '0'
                                ? "Expected digit in ISO8601 datetime, but found '%s' instead."
                                : "Expected '" + expected + "' in ISO8601 datetime, but found '%s' instead.");
            }
            in.next();
        }
        String text = in.since(start);
        try {
            return Node.instant(Instant.parse(text), at);
        } catch (DateTimeParseException e) {
            throw new SyntaxException("expected Zulu formatted DateTime, but got '" + text + "'");
        }
    }

    private static boolean isSuffix(int b) {
        return b > 0 && "kKmMgGtTpPeE".indexOf(b) >= 0;
    }

    private static boolean endsNumber(int b) {
        return switch (b) {
            case TextCursor.END, '\n', '\r', '}', ']', ';', ',', ' ', '\t' -> true;
            default -> false;
        };
    }
}
