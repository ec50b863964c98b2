package io.dialtone.conf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one configuration text into a tree of {@link Node}s. Every failure is a {@link SyntaxException}. */
final class TextParser {
    /** Deeper texts are refused: the reader is recursive. */
    private static final int MAX_DEPTH = 200;

    private static final int COMMA = ',';

    private enum Body {
        /** The whole file. */
        TOP,
        /** Braces around the whole file, as in JSON. */
        BLOCK,
        /** A map. */
        MAP
    }

    private final TextCursor in;
    private final ScalarReader scalars;
    private final TextSources sources;
    private final Deque<Map<String, Node>> scopes = new ArrayDeque<>();
    private int depth;
    private @Nullable String lastKey;

    TextParser(byte[] text, String file, TextSources sources) {
        this.in = new TextCursor(text, file);
        this.sources = sources;
        this.scalars = new ScalarReader(in, (name, at) -> sources.resolve(name, at, scopes));
    }

    Map<String, Node> parse() {
        Map<String, Node> root = new LinkedHashMap<>();
        scopes.push(root);
        body(root, Body.TOP);
        return root;
    }

    /** Reads pairs until the body ends. */
    private void body(Map<String, Node> into, Body kind) {
        while (true) {
            in.skipSpace();
            int b = in.peek();
            if (in.skipComment()) {
                continue;
            }
            if (b == TextCursor.END) {
                endOfText(kind);
                return;
            }
            if (kind != Body.TOP && b == '}') {
                in.next();
                return;
            }
            if (kind != Body.MAP && b == '{') {
                in.next();
                enter();
                body(into, Body.BLOCK);
                depth--;
                continue;
            }
            if (!pair(into, kind)) {
                return;
            }
            if (valueEnd(kind)) {
                return;
            }
        }
    }

    private void endOfText(Body kind) {
        if (kind == Body.MAP) {
            throw in.error("Unexpected EOF processing map.");
        }
    }

    /** Reads a key with its value, or an include. Answers false when the text ended behind a lone key. */
    private boolean pair(Map<String, Node> into, Body kind) {
        checkKeyStart(kind);
        boolean quoted = in.peek() == '"' || in.peek() == '\'';
        if (quoted) {
            in.next();
        }
        Position at = in.position();
        String key = quoted ? quotedKey(kind) : bareKey(kind);
        if (!quoted
                && TextCursor.isSpace(in.peek())
                && key.toLowerCase(Locale.ROOT).equals("include")) {
            in.skipBlanks();
            into.putAll(sources.include(includePath(), in.file()));
            return true;
        }
        lastKey = key;
        in.skipSpace();
        if (kind != Body.MAP && in.peek() == TextCursor.END) {
            return loneKey();
        }
        if (in.peek() == '=' || in.peek() == ':') {
            in.next();
            skipBeforeValue(kind);
        }
        into.put(key, value().at(at));
        return true;
    }

    /** JSON-like files may end with one closing brace too many; any other lone key is a mistake. */
    private boolean loneKey() {
        if (!"}".equals(lastKey)) {
            throw new SyntaxException("config is invalid (" + in.position() + ")");
        }
        return false;
    }

    private void skipBeforeValue(Body kind) {
        if (kind != Body.MAP) {
            in.skipBlanks();
            return;
        }
        in.skipSpace();
        if (in.peek() == COMMA) {
            throw in.error("Unexpected map value terminator \",\".");
        }
        if (in.peek() == '}') {
            throw in.error("Unexpected map end '}' where a value was expected.");
        }
    }

    private void checkKeyStart(Body kind) {
        int b = in.peek();
        if (b == '=' || b == ':') {
            throw in.error("Unexpected key separator '" + (char) b + "'" + (kind == Body.MAP ? "." : ""));
        }
        if (kind == Body.MAP && b == ']') {
            throw in.error("Unexpected array end ']' processing map.");
        }
        if (kind != Body.MAP && b == '/') {
            throw in.error("Unexpected EOF.");
        }
    }

    private String quotedKey(Body kind) {
        int quote = in.slice(in.offset() - 1, in.offset()).charAt(0);
        int start = in.offset();
        while (in.peek() != quote) {
            if (in.next() == TextCursor.END) {
                String which = quote == '"' ? "double quoted" : "quoted";
                throw in.error(
                        kind == Body.MAP ? "Unexpected EOF processing " + which + " map key." : "Unexpected EOF.");
            }
        }
        String key = in.since(start);
        in.next();
        return key;
    }

    private String bareKey(Body kind) {
        int start = in.offset();
        in.next();
        while (!TextCursor.isSpace(in.peek()) && in.peek() != '=' && in.peek() != ':') {
            if (in.peek() == TextCursor.END) {
                if (kind == Body.MAP) {
                    throw in.error("Unexpected EOF processing map key.");
                }
                break;
            }
            in.next();
        }
        return in.since(start);
    }

    private String includePath() {
        int b = in.peek();
        if (b == '\'' || b == '"') {
            return quotedPath(b);
        }
        String found = switch (b) {
            case '[' -> "start of an array";
            case '{' -> "start of a map";
            case '(' -> "start of a block";
            case '\\' -> "escape sequence";
            case '\n', '\r' -> "new line";
            default -> TextCursor.isDigit(b) || b == '-' ? "start of a number" : "";
        };
        if (!found.isEmpty()) {
            throw in.error("Expected include value but found " + found);
        }
        int start = in.offset();
        while (!endsPath(in.peek())) {
            in.next();
        }
        return in.since(start);
    }

    private String quotedPath(int quote) {
        in.next();
        int start = in.offset();
        while (in.peek() != quote) {
            if (in.next() == TextCursor.END) {
                throw in.error(
                        quote == '"' ? "Unexpected EOF in double quoted include" : "Unexpected EOF in quoted include");
            }
        }
        String path = in.since(start);
        in.next();
        return path;
    }

    private static boolean endsPath(int b) {
        return switch (b) {
            case TextCursor.END, '\n', '\r', ';', '}', ' ', '\t' -> true;
            default -> false;
        };
    }

    /** Reads what may follow a value. Answers whether the body ended with it. */
    private boolean valueEnd(Body kind) {
        while (true) {
            in.skipBlanks();
            if (in.skipComment()) {
                continue;
            }
            int b = in.peek();
            if (b == TextCursor.END && kind != Body.MAP) {
                return false;
            }
            if (b == ';' || b == COMMA || TextCursor.isNewline(b)) {
                in.next();
                return false;
            }
            if (b == '}') {
                in.next();
                return kind != Body.TOP;
            }
            throw in.errorAtNext(
                    switch (kind) {
                        case TOP ->
                            "Expected a top-level value to end with a new line, comment or EOF, but got '%s' instead.";
                        case BLOCK ->
                            "Expected a block-level value to end with a new line, comment or EOF, but got '%s' instead.";
                        case MAP ->
                            "Expected a map value terminator \",\" or a map terminator \"}\", but got '%s' instead.";
                    });
        }
    }

    private Node value() {
        if (in.peek() == '[') {
            in.next();
            enter();
            List<Node> elements = array();
            depth--;
            return Node.list(elements, in.position());
        }
        if (in.peek() == '{') {
            in.next();
            enter();
            Map<String, Node> map = new LinkedHashMap<>();
            scopes.push(map);
            body(map, Body.MAP);
            scopes.pop();
            depth--;
            return Node.map(map, in.position());
        }
        return scalars.read();
    }

    private List<Node> array() {
        List<Node> elements = new ArrayList<>();
        while (true) {
            in.skipSpace();
            if (in.skipComment()) {
                continue;
            }
            int b = in.peek();
            if (b == ']') {
                in.next();
                return elements;
            }
            if (b == COMMA || b == '/') {
                throw in.error("Unexpected array value terminator ','.");
            }
            elements.add(value());
            if (arrayValueEnd()) {
                return elements;
            }
        }
    }

    private boolean arrayValueEnd() {
        while (true) {
            in.skipBlanks();
            if (in.skipComment()) {
                continue;
            }
            int b = in.peek();
            if (b == COMMA || TextCursor.isNewline(b)) {
                in.next();
                return false;
            }
            if (b == ']') {
                in.next();
                return true;
            }
            throw in.errorAtNext(
                    "Expected an array value terminator \",\" or an array terminator \"]\", but got '%s' instead.");
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw in.error("Maps and arrays are nested more than " + MAX_DEPTH + " deep.");
        }
    }
}
