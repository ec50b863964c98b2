package io.dialtone.cluster.leaf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions of servers as the key {@code min_version} wants it. */
final class MinimumVersion {
    private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:[-+].*)?");
    private static final int PARTS = 3;

    private MinimumVersion() {}

    /** Whether a version is at least the wanted one; what is no version is not. */
    static boolean isMet(String version, String wanted) {
        Matcher has = VERSION.matcher(version);
        Matcher least = VERSION.matcher(wanted);
        if (!has.matches() || !least.matches()) {
            return false;
        }
        for (int i = 1; i <= PARTS; i++) {
            int order = Integer.compare(Integer.parseInt(has.group(i)), Integer.parseInt(least.group(i)));
            if (order != 0) {
                return order > 0;
            }
        }
        return true;
    }
}
