package io.dialtone.conf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h2m3.5s}, {@code 300ms}. What one end prints the other must read. */
public final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]*)([^0-9.]*)");

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with Go's text, such as {@code time: invalid duration "abc"}
     */
    public static Duration parse(String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigInteger nanos = BigInteger.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!part.find(at) || part.start() != at || part.group(1).chars().noneMatch(Character::isDigit)) {
                throw invalid(text);
            }
            nanos = nanos.add(nanos(part.group(1), part.group(2), text));
            at = part.end();
        }
        if (nanos.bitLength() > 63) {
            throw invalid(text);
        }
        return Duration.ofNanos(text.startsWith("-") ? -nanos.longValue() : nanos.longValue());
    }

    private static BigInteger nanos(String number, String unit, String whole) {
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("time: missing unit in duration " + GoText.quote(whole));
        }
        Long factor = UNITS.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    "time: unknown unit " + GoText.quote(unit) + " in duration " + GoText.quote(whole));
        }
        String digits = number.startsWith(".") ? "0" + number : number.endsWith(".") ? number + "0" : number;
        return new BigDecimal(digits)
                .multiply(BigDecimal.valueOf(factor))
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger();
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration " + GoText.quote(text));
    }

    /** Writes a duration: {@code 2m0s}, {@code 1.5s}, {@code 50ms}, {@code 0s}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        long size = Math.abs(nanos);
        String sign = nanos < 0 ? "-" : "";
        if (size < 1_000L) {
            return sign + size + "ns";
        }
        if (size < 1_000_000L) {
            return sign + decimal(size, 3) + "\u00b5s";
        }
        if (size < 1_000_000_000L) {
            return sign + decimal(size, 6) + "ms";
        }
        long hours = size / 3_600_000_000_000L;
        long minutes = size / 60_000_000_000L % 60;
        String seconds = decimal(size % 60_000_000_000L, 9) + "s";
        String shown = hours > 0 ? hours + "h" + minutes + "m" : minutes > 0 ? minutes + "m" : "";
        return sign + shown + seconds;
    }

    private static String decimal(long value, int scale) {
        // By hand: the first use of BigDecimal takes a tenth of a server's start.
        long unit = 1;
        for (int i = 0; i < scale; i++) {
            unit *= 10;
        }
        long fraction = value % unit;
        if (fraction == 0) {
            return Long.toString(value / unit);
        }
        String digits = Long.toString(unit + fraction).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return value / unit + "." + digits.substring(0, end);
    }
}
