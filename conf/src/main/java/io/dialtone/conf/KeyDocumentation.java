package io.dialtone.conf;

import java.util.List;
import java.util.Locale;

/** The page about all keys, written from their tables. */
final class KeyDocumentation {
    private static final String INTRODUCTION = """
            # Configuration keys

            <!-- Written from the key tables of module conf: KeyDocumentationTest says how to write it again. -->

            The file format is nats-server's: see its documentation for what each feature is about. Keys are not sensitive to case;
            names after a comma are aliases. `{} name` is a block with the keys of the section of that name.

            * **Reload**: *yes* - a changed value takes effect with a reload; *no* - the reload is refused and nothing changes;
              *new uses* - taken over, and seen by what starts after it.
            * **Acts**: *not yet* - the key is read and checked, and named in a warning at start, but does nothing so far.
            * **Since**: the version of nats-server that has the key, or Dialtone for our own.

            A value that is out of place is refused with file, line and column; all problems of a configuration are reported at once.
            `dialtone -t -c FILE` checks a file and ends. Durations are written `300ms`, `10s`, `1m30s` (quote those such as `"1m"`, which
            alone is a million); sizes `64kb`, `8MB`, `1g`.
            """;

    private KeyDocumentation() {}

    static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (KeyTable<?> table : KeyTables.all()) {
            String name = table.name().isEmpty() ? "Top level" : "`" + table.name() + "`";
            page.append("\n## ").append(name).append("\n\n");
            page.append("| key | takes | default | reload | acts | since |\n|---|---|---|---|---|---|\n");
            table.keys().forEach(key -> page.append(row(key)));
        }
        return page.toString();
    }

    private static String row(KeyTable.Key<?> key) {
        List<String> cells = List.of(
                "`" + String.join("`, `", key.names()) + "`",
                key.kind().type().replace("|", "\\|"),
                key.initial().replace("|", "\\|"),
                key.reload().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                InactiveKeys.contains(key.path()) ? "not yet" : "yes",
                key.since());
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
