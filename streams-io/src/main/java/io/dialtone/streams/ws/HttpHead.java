package io.dialtone.streams.ws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer of HTTP/1.1 up to its empty line.
 *
 * @param first the three parts of the first line
 * @param fields by name, in any letter case; each with all its values
 */
public record HttpHead(List<String> first, Map<String, List<String>> fields) {
    private static final int PARTS = 3;
    private static final String TOKEN_EXTRAS = "!#$%&'*+-.^_`|~";

    /** Where a head ends that begins at {@code from}; -1 when the end has not come. A line may end with a bare LF. */
    public static int end(byte[] bytes, int from, int to) {
        int lineStart = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                boolean empty = i == lineStart || i == lineStart + 1 && bytes[lineStart] == '\r';
                if (empty && lineStart > from) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return -1;
    }

    /** Reads a head; null when it is malformed. */
    public static @Nullable HttpHead parse(byte[] bytes, int from, int end) {
        String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().toList();
        List<String> first = List.of(lines.getFirst().split(" ", PARTS));
        if (first.size() < PARTS) {
            return null;
        }
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                return null;
            }
            fields.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new HttpHead(first, fields);
    }

    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || TOKEN_EXTRAS.indexOf(c) >= 0);
    }

    /** The first value of a field, empty without one. */
    public String field(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    /** All values of a field, in order. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether a field, as a list of tokens, has this one, in any letter case. */
    boolean contains(String name, String token) {
        return all(name).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(part -> part.strip().equalsIgnoreCase(token));
    }

    /** The cookies, in order; a later one of the same name does not replace an earlier one. */
    public List<Map.Entry<String, String>> cookies() {
        List<Map.Entry<String, String>> cookies = new ArrayList<>();
        for (String line : all("Cookie")) {
            for (String part : line.split(";")) {
                int equals = part.indexOf('=');
                String name = (equals < 0 ? part : part.substring(0, equals)).strip();
                String value = equals < 0 ? "" : part.substring(equals + 1).strip();
                if (isToken(name)) {
                    cookies.add(Map.entry(name, unquoted(value)));
                }
            }
        }
        return cookies;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The extensions that are offered or chosen, each with its parameters, in lower case. */
    List<List<String>> extensions() {
        return all("Sec-WebSocket-Extensions").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(extension -> List.of(extension.split(";")).stream()
                        .map(part -> part.strip().toLowerCase(Locale.ROOT))
                        .toList())
                .toList();
    }
}
