package io.dialtone.app.nats.command;

import io.dialtone.conf.GoDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that are neither numbers nor words. */
public final class Converters {
    private static final int MOST_BYTES = 1 << 30;
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([KMG]?)(I?)B?");

    private Converters() {}

    /** Registers all of them. Commands that are added to the line later do not know them. */
    public static void register(CommandLine line) {
        line.registerConverter(Duration.class, Converters::duration);
        line.registerConverter(ByteSize.class, Converters::size);
    }

    /** A number of bytes. */
    public record ByteSize(int bytes) {}

    private static Duration duration(String text) {
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" is no time, such as 500ms, 5s or 1m30s");
        }
    }

    /** {@code 128}, {@code 128B}, {@code 1KB}: powers of 1024 whichever way they are written, as the {@code nats} command line takes them. */
    static ByteSize size(String text) {
        Matcher match = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!match.matches()) {
            throw new TypeConversionException("\"" + text + "\" is no size, such as 128, 16KB or 1MB");
        }
        int power = switch (match.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
        double bytes = Double.parseDouble(match.group(1)) * (1L << power);
        if (bytes > MOST_BYTES) {
            throw new TypeConversionException("\"" + text + "\" is too much");
        }
        return new ByteSize((int) bytes);
    }
}
