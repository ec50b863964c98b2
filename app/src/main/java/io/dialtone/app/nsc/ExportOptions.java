package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.ServiceLatency;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an export is offered. */
final class ExportOptions {
    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "Name of the export.")
    @Nullable
    String name;

    @Option(
            names = {"-p", "--private"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Importers need an activation.")
    @Nullable
    Boolean isPrivate;

    @Option(
            names = "--account-token-position",
            paramLabel = "N",
            description = "The token of the subject that must be the importer's key, from 1; 0: none.")
    @Nullable
    Integer accountTokenPosition;

    @Option(
            names = "--allow-trace",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Traces of messages may cross (services).")
    @Nullable
    Boolean allowTrace;

    @Option(
            names = "--latency",
            paramLabel = "SUBJECT",
            description = "Where measurements of the latency go (services).")
    @Nullable
    String latency;

    @Option(
            names = "--sampling",
            paramLabel = "1-100|header",
            description = "Percentage of requests that is measured, or as headers ask (services).")
    @Nullable
    String sampling;

    @Option(
            names = "--response-type",
            paramLabel = "TYPE",
            description = "Answers to a request: Singleton, Stream or Chunked (services).")
    @Nullable
    String responseType;

    @Option(
            names = "--response-threshold",
            paramLabel = "DURATION",
            converter = Converters.GoDuration.class,
            description = "For how long answers are awaited: #ms, #s, #m, #h (services).")
    @Nullable
    Duration responseThreshold;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable
    String description;

    @Option(names = "--info-url", paramLabel = "URL", description = "Where to read more.")
    @Nullable
    String infoUrl;

    @Option(
            names = "--advertise",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Tools may show it to others.")
    @Nullable
    Boolean advertise;

    boolean isSet() {
        return name != null
                || isPrivate != null
                || accountTokenPosition != null
                || allowTrace != null
                || latency != null
                || sampling != null
                || responseType != null
                || responseThreshold != null
                || description != null
                || infoUrl != null
                || advertise != null;
    }

    Export apply(Export before) throws NscException {
        Export.Builder export = before.toBuilder();
        if (name != null) {
            export.name(name);
        }
        if (isPrivate != null) {
            export.tokenRequired(isPrivate);
        }
        if (accountTokenPosition != null) {
            export.accountTokenPosition(accountTokenPosition);
        }
        if (allowTrace != null) {
            export.allowTrace(allowTrace);
        }
        if (responseType != null) {
            export.responseType(type(responseType));
        }
        if (responseThreshold != null) {
            export.responseThreshold(responseThreshold);
        }
        if (description != null) {
            export.description(description);
        }
        if (infoUrl != null) {
            export.infoUrl(infoUrl);
        }
        if (advertise != null) {
            export.advertise(advertise);
        }
        return export.latency(latency(before.latency())).build();
    }

    private static String type(String text) throws NscException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "singleton" -> "Singleton";
            case "stream" -> "Stream";
            case "chunked" -> "Chunked";
            default -> throw new NscException("invalid response type for service: \"" + text + "\"");
        };
    }

    private @Nullable ServiceLatency latency(@Nullable ServiceLatency before) throws NscException {
        if (latency == null && sampling == null) {
            return before;
        }
        String results = latency != null ? latency : before == null ? "" : before.results();
        if (results.isEmpty()) {
            throw new NscException("--sampling needs --latency");
        }
        return new ServiceLatency(
                sampling == null ? before == null ? 100 : before.sampling() : rate(sampling), results);
    }

    private static int rate(String text) throws NscException {
        if (text.equalsIgnoreCase("header") || text.equalsIgnoreCase("headers")) {
            return ServiceLatency.HEADERS;
        }
        try {
            int rate = Integer.parseInt(text.replace("%", ""));
            if (rate >= 1 && rate <= 100) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // The same complaint.
        }
        throw new NscException("sampling \"" + text + "\" is neither 1 to 100 nor header");
    }
}
