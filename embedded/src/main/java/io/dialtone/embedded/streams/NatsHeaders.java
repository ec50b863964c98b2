package io.dialtone.embedded.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The headers of a message, in their order. Names are told apart by case, and one may have several values. */
public final class NatsHeaders {
    /** No headers. */
    public static final NatsHeaders NONE = new NatsHeaders(0, Map.of());

    private static final String VERSION = "NATS/1.0";

    private final int status;
    private final Map<String, List<String>> values;

    private NatsHeaders(int status, Map<String, List<String>> values) {
        this.status = status;
        this.values = values;
    }

    /** One header. */
    public static NatsHeaders of(String name, String value) {
        return NONE.with(name, value);
    }

    /**
     * These and one more value.
     *
     * @throws IllegalArgumentException when the name is empty or has a colon, or either has a line break
     */
    public NatsHeaders with(String name, String value) {
        if (name.isEmpty() || name.indexOf(':') >= 0 || breaks(name) || breaks(value)) {
            throw new IllegalArgumentException("not a header: " + name + ": " + value);
        }
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        add(more, name, value);
        return new NatsHeaders(status, more);
    }

    private static boolean breaks(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }

    private static void add(Map<String, List<String>> to, String name, String value) {
        List<String> all = new ArrayList<>(to.getOrDefault(name, List.of()));
        all.add(value);
        to.put(name, Collections.unmodifiableList(all));
    }

    /** Whether there is neither a header nor a status. */
    public boolean isEmpty() {
        return values.isEmpty() && status == 0;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All values of that name. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** What a server says with a message of its own, 503 for one; 0 for none. */
    public int status() {
        return status;
    }

    /** As it is sent. */
    byte[] encoded() {
        StringBuilder text = new StringBuilder(VERSION);
        if (status != 0) {
            text.append(' ').append(status);
        }
        text.append("\r\n");
        values.forEach((name, all) -> all.forEach(
                value -> text.append(name).append(": ").append(value).append("\r\n")));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What is sent so; leniently, since other clients write it, too. */
    static NatsHeaders decoded(byte[] bytes, int from, int length) {
        String[] lines = new String(bytes, from, length, StandardCharsets.UTF_8).split("\r\n", -1);
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                add(
                        values,
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new NatsHeaders(status(lines[0]), values);
    }

    private static int status(String line) {
        String rest =
                line.startsWith(VERSION) ? line.substring(VERSION.length()).strip() : "";
        int digits = 0;
        while (digits < rest.length() && digits < 4 && Character.isDigit(rest.charAt(digits))) {
            digits++;
        }
        return digits == 0 ? 0 : Integer.parseInt(rest, 0, digits, 10);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NatsHeaders that && status == that.status && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * status + values.hashCode();
    }

    @Override
    public String toString() {
        return (status == 0 ? "" : status + " ") + values;
    }
}
