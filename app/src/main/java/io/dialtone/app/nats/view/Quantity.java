package io.dialtone.app.nats.view;

import java.time.Duration;
import java.util.Locale;

/** Figures for people. */
public final class Quantity {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] THOUSANDS = {"", "K", "M", "G", "T"};
    private static final int MICROS = 1_000;
    private static final int MILLIS = 1_000_000;
    private static final int SECONDS = 1_000_000_000;

    private Quantity() {}

    /** {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 12.3M}, in few letters. */
    public static String brief(double value) {
        double rest = value;
        int unit = 0;
        while (rest >= 1_000 && unit < THOUSANDS.length - 1) {
            rest /= 1_000;
            unit++;
        }
        return unit == 0
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, rest < 100 ? "%.1f%s" : "%.0f%s", rest, THOUSANDS[unit]);
    }

    /** {@code 1.9 KiB}: powers of 1024. */
    public static String bytes(long value) {
        return bytes((double) value);
    }

    /** The same of a rate or an average. */
    public static String bytes(double value) {
        double rest = value;
        int unit = 0;
        while (rest >= 1_024 && unit < UNITS.length - 1) {
            rest /= 1_024;
            unit++;
        }
        return unit == 0
                ? Math.round(value) + " B"
                : String.format(Locale.ROOT, rest < 10 ? "%.1f %s" : "%.0f %s", rest, UNITS[unit]);
    }

    /** {@code 269µs}, {@code 1.11ms}, {@code 2.5s}: three digits. */
    public static String time(long nanos) {
        return time((double) nanos);
    }

    /** The same of an average. */
    public static String time(double nanos) {
        if (nanos < MICROS) {
            return Math.round(nanos) + "ns";
        }
        if (nanos < MILLIS) {
            return digits(nanos / MICROS) + "µs";
        }
        return nanos < SECONDS ? digits(nanos / MILLIS) + "ms" : digits(nanos / SECONDS) + "s";
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    /** {@code 3d2h5m1s}, {@code 2m5s}, {@code 4.21s}. */
    public static String uptime(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.2fs", time.toMillis() / 1e3);
        }
        StringBuilder text = new StringBuilder();
        if (seconds >= 86_400) {
            text.append(seconds / 86_400).append('d');
        }
        if (seconds >= 3_600) {
            text.append(seconds / 3_600 % 24).append('h');
        }
        return text.append(seconds / 60 % 60)
                .append('m')
                .append(seconds % 60)
                .append('s')
                .toString();
    }
}
