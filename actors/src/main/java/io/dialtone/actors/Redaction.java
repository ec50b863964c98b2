package io.dialtone.actors;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Hides secrets in what is logged. */
final class Redaction {
    private static final Pattern SECRETS = Pattern.compile(
            "(\"(?:pass[^\"]*|auth_token[^\"]*|sig|proxy_sig|nkey)\"\\s*:\\s*\")((?:[^\"\\\\]|\\\\.)*)(\")",
            Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    /** The JSON of a CONNECT with the values of its secrets replaced. */
    static String redact(byte[] connectJson) {
        return SECRETS.matcher(new String(connectJson, StandardCharsets.UTF_8)).replaceAll("$1[REDACTED]$3");
    }
}
