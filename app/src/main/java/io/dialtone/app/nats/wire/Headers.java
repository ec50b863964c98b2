package io.dialtone.app.nats.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers of a message, in the order in which they came.
 *
 * @param status the number behind the version, 0 for none: 503 says that nobody listens
 * @param description what follows that number
 * @param entries names and values; a name may come more than once
 */
public record Headers(int status, String description, List<Entry> entries) {
    public static final Headers NONE = new Headers(0, "", List.of());

    private static final String VERSION = "NATS/1.0";
    private static final int NO_RESPONDERS = 503;

    /** One header. */
    public record Entry(String name, String value) {}

    /** Without a status. */
    public static Headers of(List<Entry> entries) {
        return entries.isEmpty() ? NONE : new Headers(0, "", List.copyOf(entries));
    }

    /**
     * A header as users type it, {@code name:value}.
     *
     * @throws ClientException when it has no name
     */
    public static Entry entry(String typed) throws ClientException {
        int colon = typed.indexOf(':');
        if (colon <= 0) {
            throw new ClientException("header \"" + typed + "\" is not of the form name:value");
        }
        String name = typed.substring(0, colon);
        String value = typed.substring(colon + 1).strip();
        if (name.chars().anyMatch(c -> c <= ' ' || c == ':') || value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new ClientException("header \"" + name + "\" cannot be sent");
        }
        return new Entry(name, value);
    }

    /** What stands before the payload of a message, up to and with the empty line. */
    static Headers parse(byte[] bytes, int from, int to) {
        String[] lines = new String(bytes, from, to - from, StandardCharsets.UTF_8).split("\r\n");
        String first = lines.length == 0 ? "" : lines[0];
        String inline =
                first.startsWith(VERSION) ? first.substring(VERSION.length()).strip() : "";
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                entries.add(new Entry(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip()));
            }
        }
        int blank = inline.indexOf(' ');
        String number = blank < 0 ? inline : inline.substring(0, blank);
        return new Headers(status(number), blank < 0 ? "" : inline.substring(blank + 1), entries);
    }

    private static int status(String number) {
        return number.length() == 3 && number.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(number)
                : 0;
    }

    public boolean isEmpty() {
        return entries.isEmpty() && status == 0;
    }

    /** Whether the server says that nobody listens to what was asked. */
    public boolean isNoResponders() {
        return status == NO_RESPONDERS;
    }

    /** The first value of that name; empty when there is none. */
    public String first(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::value)
                .findFirst()
                .orElse("");
    }

    /** The values by name. */
    public Map<String, List<String>> byName() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        entries.forEach(entry ->
                map.computeIfAbsent(entry.name(), any -> new ArrayList<>()).add(entry.value()));
        return map;
    }

    /** As they stand before a payload. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(VERSION).append("\r\n");
        entries.forEach(entry ->
                text.append(entry.name()).append(": ").append(entry.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
