package io.dialtone.embedded;

import java.util.Collection;
import java.util.stream.Collectors;

/** Strings as the configuration language wants them. */
final class Quoted {
    private Quoted() {}

    /** A double-quoted string that reads back as the same text. */
    static String text(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** An array of such strings. */
    static String list(Collection<String> values) {
        return values.stream().map(Quoted::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
