package io.dialtone.app.cli;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of flags as Go reads them: {@code 0x10}, {@code 010}, {@code 0b1}, {@code 1_000}; {@code t}, {@code FALSE}. */
public final class GoLiteral {
    private static final Pattern INTEGER =
            Pattern.compile("([+-]?)(0[xX]_?|0[bB]_?|0[oO]_?|0_?(?=.))?" + "([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)");

    private GoLiteral() {}

    /**
     * @param bits 32 or 64
     * @return the number
     * @throws InvalidValue with Go's reason: {@code parse error} or {@code value out of range}
     */
    public static long integer(String text, int bits) throws InvalidValue {
        Matcher m = INTEGER.matcher(text);
        if (!m.matches()) {
            throw new InvalidValue("parse error");
        }
        BigInteger value;
        try {
            value = new BigInteger(m.group(1) + m.group(3).replace("_", ""), radix(m.group(2)));
        } catch (NumberFormatException e) {
            throw new InvalidValue("parse error");
        }
        if (value.bitLength() > bits - 1) {
            throw new InvalidValue("value out of range");
        }
        return value.longValue();
    }

    private static int radix(@Nullable String prefix) {
        if (prefix == null) {
            return 10;
        }
        return switch (prefix.toLowerCase(Locale.ROOT).replace("_", "")) {
            case "0x" -> 16;
            case "0b" -> 2;
            default -> 8;
        };
    }

    /** @throws InvalidValue unless it is one of Go's ten words for true and false */
    public static boolean bool(String text) throws InvalidValue {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new InvalidValue("parse error");
        };
    }

    /** A value that is none; the message is Go's reason. */
    public static final class InvalidValue extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidValue(String reason) {
            super(reason);
        }
    }
}
