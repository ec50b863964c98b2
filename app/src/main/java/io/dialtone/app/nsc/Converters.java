package io.dialtone.app.nsc;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of options as values. */
final class Converters {
    private static final Pattern SIZE = Pattern.compile("(-?\\d+)\\s*([kmgt]?)(i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h|d)");
    private static final Pattern RELATIVE = Pattern.compile("(-?\\d{1,9})([mhdwMy])");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Converters() {}

    /** Numbers with a unit: {@code 10k} is 10,000 and {@code 10kib} is 10,240. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            Matcher matcher = SIZE.matcher(value.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is not a number, or one with k, m, g, t, kib, ...");
            }
            String unit = matcher.group(2).toLowerCase(Locale.ROOT);
            String suffix = matcher.group(3);
            boolean binary = suffix != null && suffix.length() == 2;
            long base = binary ? 1024 : 1000;
            try {
                long number = Long.parseLong(matcher.group(1));
                for (int i = unit.isEmpty() ? 0 : List.of("k", "m", "g", "t").indexOf(unit) + 1; i > 0; i--) {
                    number = Math.multiplyExact(number, base);
                }
                return number;
            } catch (NumberFormatException | ArithmeticException e) {
                throw new TypeConversionException("'" + value + "' is too large");
            }
        }
    }

    /** Durations as NATS writes them: {@code 1m30s}, {@code 500ms}. */
    static final class GoDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            String text = value.strip();
            boolean negative = text.startsWith("-");
            String rest = negative ? text.substring(1) : text;
            if (rest.equals("0")) {
                return Duration.ZERO;
            }
            Matcher matcher = DURATION_PART.matcher(rest);
            Duration sum = Duration.ZERO;
            int end = 0;
            while (matcher.find() && matcher.start() == end) {
                sum = sum.plus(part(matcher.group(1), matcher.group(2)));
                end = matcher.end();
            }
            if (end == 0 || end != rest.length()) {
                throw new TypeConversionException("'" + value + "' is not a duration such as 500ms, 5s, 2m or 1h");
            }
            return negative ? sum.negated() : sum;
        }

        private static Duration part(String number, String unit) {
            long nanos = switch (unit) {
                case "ns" -> 1L;
                case "us", "µs" -> 1_000L;
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                case "h" -> 3_600_000_000_000L;
                default -> 86_400_000_000_000L;
            };
            try {
                return Duration.ofNanos(new BigDecimal(number)
                        .multiply(BigDecimal.valueOf(nanos))
                        .longValueExact());
            } catch (ArithmeticException e) {
                throw new TypeConversionException("'" + number + unit + "' is too long or too exact");
            }
        }
    }

    /**
     * The second of the epoch that a text means; 0 for {@code 0} and nothing.
     *
     * @param text {@code yyyy-mm-dd}, {@code yyyy-mm-dd hh:mm:ss UTC}, or a distance from now such as {@code 2M}
     */
    static long moment(String text, Instant now) throws NscException {
        if (text.isEmpty() || text.equals("0")) {
            return 0;
        }
        try {
            return LocalDateTime.parse(text, STAMP).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            // One of the other forms, then.
        }
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        } catch (DateTimeParseException e) {
            // A distance, then.
        }
        Matcher matcher = RELATIVE.matcher(text);
        if (!matcher.matches()) {
            throw new NscException("couldn't parse expiry: " + text);
        }
        int count = Integer.parseInt(matcher.group(1));
        ZonedDateTime from = now.atZone(ZoneOffset.UTC);
        ZonedDateTime then = switch (matcher.group(2)) {
            case "m" -> from.plusMinutes(count);
            case "h" -> from.plusHours(count);
            case "d" -> from.plusDays(count);
            case "w" -> from.plusWeeks(count);
            case "M" -> from.plusMonths(count);
            default -> from.plusYears(count);
        };
        return count == 0 ? 0 : then.toEpochSecond();
    }

    /** The second of the epoch of a revocation: seconds, or a date of RFC 3339; {@code 0} and nothing mean now. */
    static long stamp(String text, Instant now) throws NscException {
        if (text.isEmpty() || text.equals("0")) {
            return now.getEpochSecond();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // A date, then.
        }
        try {
            return OffsetDateTime.parse(text).toEpochSecond();
        } catch (DateTimeParseException e) {
            throw new NscException("'" + text + "' is neither seconds since the epoch nor a date of RFC 3339");
        }
    }
}
