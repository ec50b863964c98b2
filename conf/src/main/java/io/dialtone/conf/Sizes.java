package io.dialtone.conf;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Integers with a size suffix: k, m, g, t, p, e count in thousands, with b, i or ib behind them in 1024s. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(-?[0-9]+)(?:([kmgtpe])(b|i|ib)?)?");
    private static final String UNITS = "kmgtpe";

    private Sizes() {}

    static boolean isSize(String text) {
        return SIZE.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    static long parse(String text) {
        Matcher m = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new SyntaxException("expected integer, but got '" + text + "'");
        }
        BigInteger value = new BigInteger(m.group(1));
        if (m.group(2) != null) {
            BigInteger base = BigInteger.valueOf(m.group(3) == null ? 1000 : 1024);
            value = value.multiply(base.pow(UNITS.indexOf(m.group(2)) + 1));
        }
        if (value.bitLength() > 63) {
            throw new SyntaxException("integer '" + text + "' is out of the range");
        }
        return value.longValue();
    }
}
