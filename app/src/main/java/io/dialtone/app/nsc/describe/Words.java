package io.dialtone.app.nsc.describe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times in words. */
public final class Words {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** Such as {@code 2026-11-21 10:37:28 UTC}; nothing for 0. */
    public static String date(long epochSecond) {
        return epochSecond == 0 ? "" : DATE.format(Instant.ofEpochSecond(epochSecond));
    }

    /** Such as {@code 1.0 MB}, by thousands. */
    public static String bytes(long bytes) {
        if (bytes < 10) {
            return bytes + " B";
        }
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        BigDecimal value = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (value.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            value = value.movePointLeft(3);
            unit++;
        }
        int digits = unit > 0 && value.compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
        return value.setScale(digits, RoundingMode.HALF_UP).toPlainString() + " " + units[unit];
    }

    /** {@code Yes} or {@code No}. */
    public static String yesNo(boolean value) {
        return value ? "Yes" : "No";
    }

    /** Such as {@code Stream}; {@code Unknown} for null. */
    public static String title(@Nullable Object value) {
        if (value == null) {
            return "Unknown";
        }
        String text = value.toString().toLowerCase(Locale.ROOT);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Such as {@code 1m30s}, as NATS writes durations. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = duration.toNanos();
            return nanos == 0
                    ? "0s"
                    : nanos % 1_000_000 == 0
                            ? nanos / 1_000_000 + "ms"
                            : nanos % 1000 == 0 ? nanos / 1000 + "µs" : nanos + "ns";
        }
        long hours = duration.toHours();
        StringBuilder text = new StringBuilder();
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        BigDecimal seconds = BigDecimal.valueOf(duration.toSecondsPart())
                .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
                .stripTrailingZeros();
        return text.append(seconds.toPlainString()).append('s').toString();
    }
}
