package io.dialtone.app.nsc.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in a frame, its title centred. Rows of one table have one number of cells. Not for several threads.
 *
 * <pre>
 * ╭─────────────╮
 * │    Title    │
 * ├──────┬──────┤
 * │ Name │ demo │
 * ╰──────┴──────╯
 * </pre>
 */
public final class Table {
    private static final List<String> SEPARATOR = List.of();

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String title) {
        this.title = title;
    }

    /** Adds the names of the columns and a line below them. */
    public Table columns(String... names) {
        return row(names).separator();
    }

    /** Adds a row. */
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
        return this;
    }

    /** Adds a row for each value; the label stands before the first. Nothing for no values. */
    public Table list(String label, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            row(i == 0 ? label : "", values.get(i));
        }
        return this;
    }

    /** Adds a line, unless the last row is one. */
    public Table separator() {
        if (!rows.isEmpty() && !rows.getLast().equals(SEPARATOR)) {
            rows.add(SEPARATOR);
        }
        return this;
    }

    /** Control characters would let a name of somebody else draw on the reader's screen. */
    private static String oneLine(String cell) {
        return cell.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text, with a line feed after each line. */
    public String render() {
        List<List<String>> body = new ArrayList<>(rows);
        while (!body.isEmpty() && body.getLast().equals(SEPARATOR)) {
            body.removeLast();
        }
        int[] widths = widths(body);
        int inner = Arrays.stream(widths).map(width -> width + 3).sum() - 1;
        StringBuilder text = new StringBuilder();
        text.append('╭').repeat('─', inner).append("╮\n");
        int space = inner - length(title);
        text.append('│')
                .repeat(' ', space / 2)
                .append(title)
                .repeat(' ', space - space / 2)
                .append("│\n");
        line(text, "├", "┬", "┤", widths);
        for (List<String> row : body) {
            if (row.equals(SEPARATOR)) {
                line(text, "├", "┼", "┤", widths);
            } else {
                cells(text, row, widths);
            }
        }
        line(text, "╰", "┴", "╯", widths);
        return text.toString();
    }

    private static void cells(StringBuilder text, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = i < row.size() ? row.get(i) : "";
            text.append("│ ").append(cell).repeat(' ', widths[i] - length(cell) + 1);
        }
        text.append("│\n");
    }

    private static void line(StringBuilder text, String left, String middle, String right, int[] widths) {
        text.append(Arrays.stream(widths)
                        .mapToObj("─"::repeat)
                        .map(dashes -> "──" + dashes)
                        .collect(Collectors.joining(middle, left, right)))
                .append('\n');
    }

    /** The title must fit too: the last column takes what it needs. */
    private int[] widths(List<List<String>> body) {
        int columns = body.stream().mapToInt(List::size).max().orElse(1);
        int[] widths = IntStream.range(0, columns)
                .map(i -> body.stream()
                        .mapToInt(row -> i < row.size() ? length(row.get(i)) : 0)
                        .max()
                        .orElse(0))
                .toArray();
        int inner = Arrays.stream(widths).map(width -> width + 3).sum() - 1;
        widths[columns - 1] += Math.max(0, length(title) + 2 - inner);
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
