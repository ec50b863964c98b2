package io.dialtone.conf;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows options without what must stay secret, so that they may be logged and put into error texts. */
final class Redacted {
    private static final Set<String> SECRETS = Set.of(
            "password",
            "token",
            "nkey",
            "urls",
            "routes",
            "proxyUrl",
            "proxyPassword",
            "requestHeaders",
            "encryptionKey",
            "previousEncryptionKey",
            "encryptionPassword",
            "srkPassword");

    private Redacted() {}

    /** Like a record's own text, with {@code [REDACTED]} for every secret that was given. */
    static String toString(Record options) {
        return Arrays.stream(options.getClass().getRecordComponents())
                .map(c -> c.getName() + "=" + shown(c, options))
                .collect(Collectors.joining(", ", options.getClass().getSimpleName() + "[", "]"));
    }

    private static String shown(RecordComponent component, Record options) {
        try {
            String value = String.valueOf(component.getAccessor().invoke(options));
            boolean given = !value.isEmpty() && !value.equals("[]") && !value.equals("{}");
            return given && SECRETS.contains(component.getName()) ? "[REDACTED]" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the accessors of a public record are public", e);
        }
    }
}
