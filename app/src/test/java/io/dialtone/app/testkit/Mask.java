package io.dialtone.app.testkit;

import java.util.regex.Pattern;

/** Replaces what differs between any two servers or two runs, such as ids, ports and times, so that the rest can be compared. */
public final class Mask {

    private static final String[][] RULES = {
        {"\"server_id\":\"N[A-Z2-7]{55}\"", "\"server_id\":\"<id>\""},
        {"\"server_name\":\"N[A-Z2-7]{55}\"", "\"server_name\":\"<id>\""},
        {"\"xkey\":\"X[A-Z2-7]{55}\"", "\"xkey\":\"<xkey>\""},
        {"\"go\":\"[^\"]*\"", "\"go\":\"<runtime>\""},
        {"\"git_commit\":\"[^\"]*\",", ""},
        {"\"port\":\\d+", "\"port\":<port>"},
        {"\"client_id\":\\d+", "\"client_id\":<cid>"},
        {"\"cid\":\\d+", "\"cid\":<cid>"},
        {"\"nonce\":\"[A-Za-z0-9_-]{15}\"", "\"nonce\":\"<nonce>\""},
        {"\"id\":\"N[A-Z2-7]{55}\"", "\"id\":\"<id>\""},
        {"\"name\":\"N[A-Z2-7]{55}\"", "\"name\":\"<id>\""},
        {"\"(ts|time|start)\":\"[^\"]*\"", "\"$1\":\"<time>\""},
        {"\"seq\":\\d+", "\"seq\":<seq>"},
        {"\"rtt\":\\d+", "\"rtt\":<rtt>"},
        {"\\$SYS\\.ACCOUNT\\.N[A-Z2-7]{55}", "\\$SYS.ACCOUNT.<id>"}
    };

    private static final Pattern[] PATTERNS = java.util.stream.Stream.of(RULES)
            .map(rule -> Pattern.compile(rule[0]))
            .toArray(Pattern[]::new);

    private Mask() {}

    /** The text with everything of one server or one run replaced by its name. */
    public static String apply(String text) {
        String masked = text;
        for (int i = 0; i < RULES.length; i++) {
            masked = PATTERNS[i].matcher(masked).replaceAll(RULES[i][1]);
        }
        return masked;
    }
}
