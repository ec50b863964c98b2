package io.dialtone.accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A distinguished name as RFC 4514 writes it. Types of attributes compare in any letter case, values exactly; blanks
 * around separators do not count.
 *
 * @param rdns in the order written; each a list of {@code TYPE=value}
 */
record DistinguishedName(List<List<String>> rdns) {
    /** The types that nats-server knows; a name with another one is none. */
    private static final Set<String> TYPES =
            Set.of("CN", "SERIALNUMBER", "C", "L", "ST", "STREET", "O", "OU", "POSTALCODE", "DC");

    /** Reads a name; null when it is none. */
    static @Nullable DistinguishedName parse(String text) {
        List<List<String>> rdns = new ArrayList<>();
        for (String rdn : split(text, ',')) {
            List<String> attributes = new ArrayList<>();
            for (String attribute : split(rdn, '+')) {
                String read = attribute(attribute);
                if (read == null) {
                    return null;
                }
                attributes.add(read);
            }
            rdns.add(List.copyOf(attributes));
        }
        return new DistinguishedName(List.copyOf(rdns));
    }

    /** The same RDNs in any order. */
    boolean hasSameRdns(DistinguishedName other) {
        return sorted(this).equals(sorted(other));
    }

    private static List<String> sorted(DistinguishedName name) {
        return name.rdns.stream()
                .map(rdn -> String.join("+", rdn.stream().sorted().toList()))
                .sorted()
                .toList();
    }

    /** Splits where the separator stands without a backslash before it. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == separator) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static @Nullable String attribute(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return null;
        }
        String type = text.substring(0, equals).strip().toUpperCase(Locale.ROOT);
        String value = unescape(trimmed(text.substring(equals + 1)));
        return TYPES.contains(type) && value != null ? type + "=" + value : null;
    }

    /** Without blanks around, but for a last one that is escaped. */
    private static String trimmed(String value) {
        String stripped = value.strip();
        boolean escaped = stripped.endsWith("\\") && !stripped.endsWith("\\\\") && value.length() > stripped.length();
        return escaped ? stripped + " " : stripped;
    }

    private static @Nullable String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\\') {
                out[length++] = bytes[i];
            } else if (i + 1 < bytes.length && isSpecial(bytes[i + 1])) {
                out[length++] = bytes[++i];
            } else if (i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2])) {
                out[length++] =
                        (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                return null;
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isSpecial(byte b) {
        return " \"#+,;<=>\\".indexOf(b) >= 0;
    }
}
