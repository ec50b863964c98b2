package io.dialtone.app.monitor;

import java.util.ArrayDeque;
import java.util.Deque;

/** Request paths. */
final class RequestPath {

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
}
