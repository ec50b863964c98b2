package io.dialtone.conf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses of other servers. They stay text; here only what cannot be one is refused. */
final class Urls {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:.*@)?(?:\\[[^\\]\\s]*\\]|[^:\\s\\[\\]]*)(?::[0-9-]*)?");

    private Urls() {}

    static List<String> list(Reading in, Node value, String type) {
        Set<String> urls = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Node element : new ArrayList<>(Reading.list(value))) {
            try {
                String written = Reading.text(element);
                if (!seen.add(written)) {
                    in.warnUse(element, written, "Duplicate " + type + " entry detected");
                } else {
                    urls.add(one(element, type));
                }
            } catch (Reading.WrongType e) {
                in.error(e.problem());
            }
        }
        return List.copyOf(urls);
    }

    static String one(Node value, String type) {
        String url = Reading.text(value).trim();
        if (!isUrl(url)) {
            throw Reading.failure(value, "error parsing " + type + " url [" + GoText.quote(url) + "]");
        }
        return url;
    }

    private static boolean isUrl(String url) {
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return false;
        }
        int separator = url.indexOf("://");
        if (separator < 0) {
            int colon = url.indexOf(':');
            return colon < 0 || SCHEME.matcher(url.substring(0, colon)).matches();
        }
        String rest = url.substring(separator + 3);
        String authority = rest.split("[/?#]", 2)[0];
        return SCHEME.matcher(url.substring(0, separator)).matches()
                && AUTHORITY.matcher(authority).matches();
    }
}
