package io.dialtone.conf;

import java.nio.charset.StandardCharsets;

/** Walks over the bytes of a configuration and knows line and column. All syntax is ASCII, so bytes suffice. */
final class TextCursor {
    static final int END = -1;

    private final byte[] bytes;
    private final String file;
    private int pos;
    private int line = 1;
    private int lineStart;

    TextCursor(byte[] bytes, String file) {
        this.bytes = bytes;
        this.file = file;
    }

    /** Takes the next byte, or {@link #END}. */
    int next() {
        if (pos >= bytes.length) {
            return END;
        }
        int b = bytes[pos] & 0xff;
        if (b == '\n') {
            line++;
            // The newline itself counts: columns start at 1 on every line but the first.
            lineStart = pos;
        }
        pos++;
        return b;
    }

    /** Looks at the next byte without taking it. */
    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return pos + ahead < bytes.length ? bytes[pos + ahead] & 0xff : END;
    }

    int offset() {
        return pos;
    }

    String file() {
        return file;
    }

    /** The text from an earlier offset up to here. */
    String since(int start) {
        return slice(start, pos);
    }

    String slice(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    Position position() {
        return new Position(file, line, pos - lineStart);
    }

    void skipBlanks() {
        while (isBlank(peek())) {
            next();
        }
    }

    void skipSpace() {
        while (isSpace(peek())) {
            next();
        }
    }

    void skipLine() {
        while (peek() != END && !isNewline(peek())) {
            next();
        }
    }

    /** Skips a comment if one starts here. */
    boolean skipComment() {
        if (peek() == '#' || (peek() == '/' && peek(1) == '/')) {
            skipLine();
            return true;
        }
        return false;
    }

    SyntaxException error(String text) {
        return SyntaxException.at(position(), text);
    }

    /** An error about the next byte, which it takes; {@code %s} in the text stands for it. */
    SyntaxException errorAtNext(String text) {
        String shown = nextCharacter();
        next();
        return error(text.replace("%s", shown));
    }

    private String nextCharacter() {
        int b = peek();
        if (b == END) {
            return "\0";
        }
        if (b == '\n') {
            return "\\n";
        }
        int length = b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        return slice(pos, Math.min(bytes.length, pos + length));
    }

    static boolean isBlank(int b) {
        return b == ' ' || b == '\t';
    }

    static boolean isNewline(int b) {
        return b == '\n' || b == '\r';
    }

    static boolean isSpace(int b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
