package io.dialtone.app.nats.message;

import io.dialtone.app.nats.wire.Inboxes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with places to be filled for each message, such as {@code {{Count}}} or {@code {{Random 10 100}}}. What is no such place stays as it is:
 * bodies are often templates of somebody else.
 */
final class Template {
    /** The list of places, for help. */
    static final String[] HELP = {
        "",
        "Templates, in the message, in header values and in the subject:",
        "  {{Count}}            number of the message",
        "  {{TimeStamp}}        the time as 2006-01-02T15:04:05Z",
        "  {{Unix}}             seconds since 1970",
        "  {{UnixNano}}         nanoseconds since 1970",
        "  {{Time}}             the time of day, as 3:04PM",
        "  {{ID}}               something that nobody else has",
        "  {{Random MIN MAX}}   letters and digits, at least MIN, at most MAX"
    };

    private static final Pattern PLACE =
            Pattern.compile("\\{\\{\\s*\\.?(\\w+)(?:[\\s(]+(\\d+)[\\s,]+(\\d+)\\s*\\)?)?\\s*}}");
    private static final DateTimeFormatter KITCHEN = DateTimeFormatter.ofPattern("h:mma", Locale.ENGLISH);
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MOST = 64 * 1024 * 1024;

    private final Clock clock;

    Template(Clock clock) {
        this.clock = clock;
    }

    /** Whether there is anything to be filled. */
    static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    String fill(String text, long count) {
        return fill(text, count, null);
    }

    /** @param request what is answered, for {@code {{Request}}} */
    String fill(String text, long count, @Nullable String request) {
        return isTemplate(text)
                ? PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, count, request)))
                : text;
    }

    private String value(MatchResult place, long count, @Nullable String request) {
        Instant now = clock.instant();
        return switch (place.group(1)) {
            case "Count", "Cnt" -> Long.toString(count);
            case "TimeStamp" -> DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.SECONDS));
            case "Unix" -> Long.toString(now.getEpochSecond());
            case "UnixNano" -> Long.toString(now.getEpochSecond() * 1_000_000_000L + now.getNano());
            case "Time" -> KITCHEN.format(ZonedDateTime.ofInstant(now, ZoneId.systemDefault()));
            case "ID" -> Inboxes.token();
            case "Request" -> request == null ? place.group() : request;
            case "Random" -> place.group(2) == null ? place.group() : random(place);
            default -> place.group();
        };
    }

    private static String random(MatchResult place) {
        int least = bounded(place.group(2));
        int most = Math.max(least, bounded(place.group(3)));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int length = random.nextInt(least, most + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static int bounded(String number) {
        return number.length() > 8 ? MOST : Math.min(MOST, Integer.parseInt(number));
    }
}
