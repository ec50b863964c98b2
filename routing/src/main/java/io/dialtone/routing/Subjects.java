package io.dialtone.routing;

/** Rules about subjects. */
public final class Subjects {
    private Subjects() {}

    /** No empty token, and no token that is a wildcard. */
    public static boolean isLiteral(byte[] s, int from, int length) {
        int end = from + length;
        int at = from;
        while (true) {
            int stop = ByteText.tokenEnd(s, at, end);
            if (stop == at || stop - at == 1 && (s[at] == '*' || s[at] == '>')) {
                return false;
            }
            if (stop == end) {
                return true;
            }
            at = stop + 1;
        }
    }

    /** No empty token, and {@code >} only as the last one. */
    public static boolean isValid(byte[] s, int from, int length) {
        int end = from + length;
        int at = from;
        while (true) {
            int stop = ByteText.tokenEnd(s, at, end);
            if (stop == at || stop - at == 1 && s[at] == '>' && stop != end) {
                return false;
            }
            if (stop == end) {
                return true;
            }
            at = stop + 1;
        }
    }

    /** Whether clients may not publish to it. */
    public static boolean isReservedForPublish(byte[] s, int from, int length) {
        return startsWith(s, from, length, "_GR_.") || startsWith(s, from, length, "$NRG.");
    }

    /** Whether clients may not use it as a reply subject. */
    public static boolean isReservedForReply(byte[] s, int from, int length) {
        return startsWith(s, from, length, "_R_.")
                || startsWith(s, from, length, "$JS.ACK.")
                || startsWith(s, from, length, "_GR_.");
    }

    private static boolean startsWith(byte[] s, int from, int length, String prefix) {
        if (length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (s[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
