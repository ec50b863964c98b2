package io.dialtone.conf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digest that two servers with the same configuration share: SHA-256 over the parsed tree written as Go writes JSON
 * (keys sorted bytewise, no blanks, {@code <}, {@code >} and {@code &} escaped, one line feed at the end).
 */
final class ConfigDigest {
    /** Code point order is the order of the UTF-8 bytes; that of Java's chars is not. */
    private static final Comparator<String> BYTEWISE = (a, b) -> {
        int[] x = a.codePoints().toArray();
        int[] y = b.codePoints().toArray();
        return Arrays.compare(x, y);
    };

    private final StringBuilder json = new StringBuilder();

    private ConfigDigest() {}

    static String of(Map<String, Node> tree) {
        byte[] text = (json(tree) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String json(Map<String, Node> tree) {
        ConfigDigest writer = new ConfigDigest();
        writer.map(tree);
        return writer.json.toString();
    }

    private void value(Node node) {
        Map<String, Node> map = node.asMap();
        List<Node> list = node.asList();
        if (map != null) {
            map(map);
        } else if (list != null) {
            list(list);
        } else if (node.value() instanceof Double number) {
            json.append(floating(number));
        } else if (node.value() instanceof Long || node.value() instanceof Boolean) {
            json.append(node.value());
        } else {
            text(node.value().toString());
        }
    }

    private void map(Map<String, Node> map) {
        TreeMap<String, Node> sorted = new TreeMap<>(BYTEWISE);
        sorted.putAll(map);
        String separator = "{";
        for (Map.Entry<String, Node> entry : sorted.entrySet()) {
            json.append(separator);
            text(entry.getKey());
            json.append(':');
            value(entry.getValue());
            separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(List<Node> list) {
        String separator = "";
        json.append('[');
        for (Node node : list) {
            json.append(separator);
            value(node);
            separator = ",";
        }
        json.append(']');
    }

    /** Plain digits for what Go calls ordinary magnitudes; exponents else. */
    private static String floating(double number) {
        double size = Math.abs(number);
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (size == 0 || (size >= 1e-6 && size < 1e21)) {
            return size == 0 ? (1 / number < 0 ? "-0" : "0") : exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (number < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (exponent > 0 && exponent < 10 ? "0" : "") + Math.abs(exponent);
    }

    private void text(String text) {
        json.append('"');
        text.codePoints().forEach(this::character);
        json.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            default -> {
                if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    json.appendCodePoint(c);
                }
            }
        }
    }
}
