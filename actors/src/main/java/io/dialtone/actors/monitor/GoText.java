package io.dialtone.actors.monitor;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Times, durations and numbers as text in the forms Go programs print and parse. */
public final class GoText {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private GoText() {}

    /** RFC 3339 in UTC with as many digits of the second as are needed, e.g. {@code 2026-11-20T21:40:22.8706Z}. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the whole seconds are printed beside
    public static String time(Instant instant) {
        int nanos = instant.get(ChronoField.NANO_OF_SECOND);
        String fraction = fraction(nanos, SECOND);
        return SECONDS.format(instant) + fraction + "Z";
    }

    /** RFC 3339 with the offset of the local zone, {@code Z} where that is none. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the whole seconds are printed beside
    public static String localTime(Instant instant) {
        OffsetDateTime local = instant.atZone(ZoneId.systemDefault()).toOffsetDateTime();
        String offset = local.getOffset().equals(ZoneOffset.UTC)
                ? "Z"
                : local.getOffset().getId();
        String fraction = fraction(instant.get(ChronoField.NANO_OF_SECOND), SECOND);
        return LOCAL_SECONDS.format(local) + fraction + offset;
    }

    /** Years, days, hours, minutes and whole seconds, beginning with the largest that is not zero: {@code 1d3h2m1s}. */
    public static String uptime(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        long years = days / 365;
        StringBuilder text = new StringBuilder();
        if (years > 0) {
            text.append(years).append('y');
        }
        if (days > 0) {
            text.append(days % 365).append('d');
        }
        if (hours > 0) {
            text.append(hours % 24).append('h');
        }
        if (minutes > 0) {
            text.append(minutes % 60).append('m');
        }
        return text.append(seconds % 60).append('s').toString();
    }

    /** A round trip time: whole microseconds below a millisecond, otherwise exact, e.g. {@code 480µs}, {@code 1.5ms}. */
    public static String rtt(Duration rtt) {
        long nanos = rtt.toNanos();
        return duration(nanos > MICRO && nanos < MILLI ? nanos - nanos % MICRO : nanos);
    }

    private static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICRO) {
            return nanos + "ns";
        }
        if (nanos < MILLI) {
            return nanos / MICRO + fraction(nanos % MICRO, MICRO) + "µs";
        }
        if (nanos < SECOND) {
            return nanos / MILLI + fraction(nanos % MILLI, MILLI) + "ms";
        }
        long seconds = nanos / SECOND;
        String tail = seconds % 60 + fraction(nanos % SECOND, SECOND) + "s";
        if (seconds < 60) {
            return tail;
        }
        String minutes = seconds / 60 % 60 + "m" + tail;
        return seconds < 3600 ? minutes : seconds / 3600 + "h" + minutes;
    }

    /** The digits after the point of {@code part / whole}, with the point; empty for none. */
    private static String fraction(long part, long whole) {
        if (part == 0) {
            return "";
        }
        String digits = Long.toString(whole + part).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(0, end);
    }

    /** The shortest decimal that reads back the same, without an exponent and without {@code .0}. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The text with halves of surrogate pairs that have no other half replaced, since they cannot be encoded. */
    static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, '\uFFFD');
            }
        }
        return repaired == null ? text : repaired.toString();
    }
}
