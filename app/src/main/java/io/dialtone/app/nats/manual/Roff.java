package io.dialtone.app.nats.manual;

/** Text for manual pages: what troff would take for orders is written so that it shows. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** A request of the man macros, with words that may hold blanks. */
    Roff request(String name, String... words) {
        text.append('.').append(name);
        for (String word : words) {
            text.append(" \"").append(escaped(word).replace("\"", "\\(dq")).append('"');
        }
        text.append('\n');
        return this;
    }

    Roff line(String line) {
        text.append(safe(escaped(line))).append('\n');
        return this;
    }

    /** A line whose parts are escaped already. */
    Roff ready(String line) {
        text.append(safe(line)).append('\n');
        return this;
    }

    static String bold(String word) {
        return "\\fB" + escaped(word) + "\\fR";
    }

    static String italic(String word) {
        return "\\fI" + escaped(word) + "\\fR";
    }

    static String escaped(String word) {
        return word.replace("\\", "\\e").replace("-", "\\-");
    }

    /** A line that begins with a dot or an apostrophe is an order. */
    private static String safe(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
