package io.dialtone.app.monitor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Request paths. */
final class RequestPath {

    private static final String PLAIN = "-_.~$&+,/:;=@!'()*";

    private RequestPath() {}

    /** The path with {@code .}, {@code ..} and repeated slashes resolved; a trailing slash stays. */
    static String shortest(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                kept.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.addLast(part);
            }
        }
        String joined = "/" + String.join("/", kept);
        boolean keepsSlash = path.endsWith("/") && !kept.isEmpty();
        return keepsSlash ? joined + "/" : joined;
    }

    /** The path with everything escaped that cannot stand in a header. */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
            encoded.append(isPlain ? Character.toString(b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return encoded.toString();
    }
}
