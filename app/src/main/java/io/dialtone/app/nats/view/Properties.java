package io.dialtone.app.nats.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Names and values below each other, the names aligned to the right, in groups with headings.
 *
 * <pre>
 * Account Information
 *
 *      User: demo
 *   Account: ORDERS
 * </pre>
 */
public final class Properties {
    private static final int INDENT = 2;

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    /** A value; a heading when it is null. */
    private record Row(String name, String value, boolean heading) {}

    public Properties(String title) {
        this.title = title;
    }

    public Properties add(String name, String value) {
        rows.add(new Row(name, clean(value), false));
        return this;
    }

    /** What comes from servers must not draw on the reader's screen. */
    private static String clean(String value) {
        return value.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The heading of what follows. */
    public Properties heading(String text) {
        rows.add(new Row(text, "", true));
        return this;
    }

    public String render() {
        int width = rows.stream()
                .filter(row -> !row.heading())
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(title).append("\n\n");
        boolean first = true;
        for (Row row : rows) {
            if (row.heading()) {
                text.append(first ? "" : "\n").append(row.name()).append(":\n\n");
            } else {
                text.repeat(' ', INDENT + width - row.name().length())
                        .append(row.name())
                        .append(": ")
                        .append(row.value())
                        .append('\n');
            }
            first = false;
        }
        return text.toString();
    }
}
