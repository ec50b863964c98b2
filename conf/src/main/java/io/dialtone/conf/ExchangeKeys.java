package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What accounts offer to each other and take from each other. */
final class ExchangeKeys {
    /** An export while it is read: what only services may have is remembered until the kind is known. */
    private static final class Export {
        private final ExportOptions.Builder options = ExportOptions.builder();
        private @Nullable Node stream;
        private @Nullable Node service;
        private @Nullable Node response;
        private @Nullable Node latency;
        private @Nullable Node trace;
    }

    /** An import while it is read. */
    private static final class Import {
        private final ImportOptions.Builder options = ImportOptions.builder();
        private @Nullable Node stream;
        private @Nullable Node service;
        private @Nullable Node trace;
    }

    private static final KeyTable<Export> EXPORT = new KeyTable<Export>("accounts.exports")
            .key("stream", "2.0.0", YES, "-", Kinds.of("subject", (in, v, b) -> {
                b.stream = v;
                b.options.kind(ExchangeKind.STREAM).subject(subject("stream", v));
            }))
            .key("service", "2.0.0", YES, "-", Kinds.of("subject", (in, v, b) -> {
                b.service = v;
                b.options.kind(ExchangeKind.SERVICE).subject(subject("service", v));
            }))
            .key(
                    "accounts",
                    "2.0.0",
                    YES,
                    "all",
                    Kinds.of(
                            "[]",
                            (in, v, b) -> b.options
                                    .restricted(true)
                                    .accounts(Reading.list(v).stream()
                                            .map(Reading::text)
                                            .toList())))
            .key(
                    "response_type response",
                    "2.1.0",
                    YES,
                    "singleton",
                    Kinds.of("singleton, stream or chunked", (in, v, b) -> {
                        b.response = v;
                        b.options.responseType(responseType(v));
                    }))
            .key(
                    "response_threshold threshold response_max_time response_time",
                    "2.1.0",
                    YES,
                    "2m",
                    Kinds.of("duration", (in, v, b) -> {
                        b.response = v;
                        b.options.responseThreshold(threshold(v));
                    }))
            .key("latency", "2.1.0", YES, "-", Kinds.of("subject or {subject, sampling}", (in, v, b) -> {
                b.latency = v;
                latency(v, b.options);
            }))
            .key(
                    "account_token_position",
                    "2.7.0",
                    YES,
                    "0",
                    Kinds.int32("account_token_position", (b, v) -> b.options.accountTokenPosition(v)))
            .key("allow_trace", "2.11.0", YES, "false", Kinds.of("bool", (in, v, b) -> {
                b.trace = v;
                b.options.allowTrace(Reading.bool(v));
            }));

    private static final KeyTable<Import> IMPORT = new KeyTable<Import>("accounts.imports")
            .key("stream", "2.0.0", YES, "-", Kinds.of("{account, subject}", (in, v, b) -> {
                b.stream = v;
                source(in, v, "Stream", b.options.kind(ExchangeKind.STREAM));
            }))
            .key("service", "2.0.0", YES, "-", Kinds.of("{account, subject}", (in, v, b) -> {
                b.service = v;
                source(in, v, "Service", b.options.kind(ExchangeKind.SERVICE));
            }))
            .key("prefix", "2.0.0", YES, "-", Kinds.text((b, v) -> b.options.prefix(v)))
            .key("to", "2.0.0", YES, "the same subject", Kinds.text((b, v) -> b.options.to(v)))
            .key("share", "2.1.0", YES, "false", Kinds.bool((b, v) -> b.options.share(v)))
            .key("allow_trace", "2.11.0", YES, "false", Kinds.of("bool", (in, v, b) -> {
                b.trace = v;
                b.options.allowTrace(Reading.bool(v));
            }));

    private static final KeyTable<ImportOptions.Builder> SOURCE = new KeyTable<ImportOptions.Builder>(
                    "accounts.imports.source")
            .key("account", "2.0.0", YES, "-", Kinds.text((b, v) -> b.account(v)))
            .key("subject", "2.0.0", YES, "-", Kinds.text((b, v) -> b.subject(v)));

    private ExchangeKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(EXPORT, IMPORT, SOURCE);
    }

    static List<ExportOptions> exports(Reading in, Node value) {
        List<ExportOptions> exports = new ArrayList<>();
        for (Node element : elements("Exports", value)) {
            try {
                Export export =
                        EXPORT.read(in, element, "Export Items should be a map with type entry, got %T", new Export());
                check(export);
                if (export.stream != null || export.service != null) {
                    exports.add(export.options.build());
                }
            } catch (Reading.WrongType e) {
                in.error(e.problem());
            }
        }
        return exports;
    }

    static List<ImportOptions> imports(Reading in, Node value) {
        List<ImportOptions> imports = new ArrayList<>();
        Map<String, String> services = new HashMap<>();
        for (Node element : elements("Imports", value)) {
            try {
                Import taken =
                        IMPORT.read(in, element, "Import Items should be a map with type entry, got %T", new Import());
                check(element, taken);
                ImportOptions options = taken.options.build();
                String before = taken.service == null
                        ? null
                        : services.putIfAbsent(options.account() + " " + localSubject(options), options.subject());
                if (before != null) {
                    throw Reading.failure(
                            element,
                            "Duplicate service import subject " + GoText.quote(localSubject(options))
                                    + ", previously used in import for account " + GoText.quote(options.account())
                                    + ", subject "
                                    + GoText.quote(before));
                }
                if (taken.stream != null || taken.service != null) {
                    imports.add(options);
                }
            } catch (Reading.WrongType e) {
                in.error(e.problem());
            }
        }
        return imports;
    }

    private static String localSubject(ImportOptions options) {
        return options.to().isEmpty() ? options.subject() : options.to();
    }

    private static List<Node> elements(String what, Node value) {
        List<Node> list = value.asList();
        if (list == null) {
            throw Reading.failure(value, what + " should be an array, got " + GoText.type(value));
        }
        return list;
    }

    private static void check(Export export) {
        if (export.stream != null && export.service != null) {
            throw Reading.failure(
                    export.service,
                    "Detected service " + GoText.quote(Reading.text(export.service)) + " but already saw a stream");
        }
        if (export.stream == null) {
            return;
        }
        if (export.response != null) {
            throw Reading.failure(export.response, "Detected response directive on non-service");
        }
        if (export.latency != null) {
            throw Reading.failure(export.latency, "Detected latency directive on non-service");
        }
        if (export.trace != null) {
            throw Reading.failure(export.trace, "Detected allow_trace directive on non-service");
        }
    }

    private static void check(Node at, Import taken) {
        ImportOptions options = taken.options.build();
        if (taken.stream != null && taken.service != null) {
            throw Reading.failure(taken.service, "Detected service but already saw a stream");
        }
        if (taken.service != null && taken.trace != null) {
            throw Reading.failure(taken.trace, "Detected allow_trace directive on a non-stream");
        }
        if (taken.stream != null && !options.prefix().isEmpty() && !options.to().isEmpty()) {
            throw Reading.failure(at, "Stream import can not have a 'prefix' and a 'to' property");
        }
    }

    private static String subject(String kind, Node value) {
        if (value.value() instanceof String subject) {
            return subject;
        }
        throw Reading.failure(value, "Expected " + kind + " name to be string, got " + GoText.type(value));
    }

    private static ResponseType responseType(Node value) {
        if (!(value.value() instanceof String text)) {
            throw Reading.failure(value, "Expected response type to be string, got " + GoText.type(value));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "single", "singleton" -> ResponseType.SINGLETON;
            case "stream" -> ResponseType.STREAM;
            case "chunk", "chunked" -> ResponseType.CHUNKED;
            default -> throw Reading.failure(value, "Unknown response type: " + GoText.quote(text));
        };
    }

    private static Duration threshold(Node value) {
        String expected = "Expected response threshold to be a parseable time duration, got ";
        if (!(value.value() instanceof String text)) {
            throw Reading.failure(value, expected + GoText.type(value));
        }
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw Reading.failure(value, expected + GoText.quote(text));
        }
    }

    private static void latency(Node value, ExportOptions.Builder export) {
        if (value.value() instanceof String subject) {
            export.latencySubject(subject);
            return;
        }
        Map<String, Node> map = value.asMap();
        if (map == null) {
            throw Reading.failure(
                    value, "Expected latency entry to be a map/struct or string, got " + GoText.type(value));
        }
        Node sampling = map.get("sampling");
        if (sampling != null) {
            export.latencySampling(sampling(sampling));
        }
        Node subject = map.get("subject");
        if (subject == null) {
            throw Reading.failure(value, "Latency subject required, but missing");
        }
        if (!(subject.value() instanceof String text)) {
            throw Reading.failure(subject, "Expected latency subject to be a string, got " + GoText.type(subject));
        }
        export.latencySubject(text);
    }

    private static int sampling(Node value) {
        if (value.value() instanceof String text
                && text.trim().toLowerCase(Locale.ROOT).equals("headers")) {
            return 0;
        }
        long percent;
        if (value.value() instanceof Long number) {
            percent = number;
        } else if (value.value() instanceof String text) {
            String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
            try {
                percent = Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw Reading.failure(
                        value,
                        "Failed to parse latency sample: strconv.Atoi: parsing " + GoText.quote(digits)
                                + ": invalid syntax");
            }
        } else {
            throw Reading.failure(
                    value, "Expected latency sample to be a string or map/struct, got " + GoText.type(value));
        }
        if (percent < 1 || percent > 100) {
            throw Reading.failure(value, "bad sampling percentage, should be 1-100");
        }
        return (int) percent;
    }

    private static void source(Reading in, Node value, String kind, ImportOptions.Builder options) {
        ImportOptions read = SOURCE.read(in, value, kind + " entry should be an account map, got %T", options)
                .build();
        if (read.account().isEmpty() || read.subject().isEmpty()) {
            throw Reading.failure(value, "Expect an account name and a subject");
        }
    }
}
