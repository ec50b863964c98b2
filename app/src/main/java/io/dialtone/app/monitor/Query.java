package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.InvalidQuery;
import io.dialtone.streams.GoQuote;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a request, read as Go reads them: of an argument given twice the first counts, and a pair that holds a
 * semicolon or a broken escape is passed over. A value of the wrong kind is an {@link InvalidQuery} with nats-server's words.
 */
final class Query {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final BigInteger UINT64_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<String, String> arguments;

    private Query(Map<String, String> arguments) {
        this.arguments = arguments;
    }

    /** Reads what follows the question mark of a request target. */
    static Query parse(String raw) {
        Map<String, String> arguments = new HashMap<>();
        for (String pair : raw.split("&")) {
            if (pair.isEmpty() || pair.indexOf(';') >= 0) {
                continue;
            }
            int equals = pair.indexOf('=');
            Optional<String> name = Escapes.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            Optional<String> value = Escapes.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name.isPresent() && value.isPresent()) {
                arguments.putIfAbsent(name.get(), value.get());
            }
        }
        return new Query(arguments);
    }

    /** The value, empty when absent. */
    String text(String name) {
        return arguments.getOrDefault(name, "");
    }

    /** The value; absent or empty is false. */
    boolean bool(String name) {
        String value = text(name);
        if (!value.isEmpty() && !TRUE.contains(value) && !FALSE.contains(value)) {
            throw undecodable("boolean", name, "ParseBool", value, "invalid syntax");
        }
        return TRUE.contains(value);
    }

    /** The value, cut to the range of an int; absent or empty is 0. */
    int integer(String name) {
        BigInteger value = number("int", "Atoi", name, "[+-]?[0-9]+", INT_MAX);
        return value.min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValue();
    }

    /** The value as an unsigned number; absent or empty is 0. */
    long unsigned(String name) {
        return number("uint64", "ParseUint", name, "[0-9]+", UINT64_MAX).longValue();
    }

    /** Whether the value is this word, in any case. */
    boolean is(String name, String word) {
        return text(name).toLowerCase(Locale.ROOT).equals(word);
    }

    private BigInteger number(String kind, String function, String name, String form, BigInteger max) {
        String value = text(name);
        if (value.isEmpty()) {
            return BigInteger.ZERO;
        }
        if (!value.matches(form)) {
            throw undecodable(kind, name, function, value, "invalid syntax");
        }
        // 40 digits are out of any range: what a client sends must not cost more than that to find out.
        BigInteger number = value.length() > 40 ? UINT64_MAX.shiftLeft(1) : new BigInteger(value);
        if (number.compareTo(max) > 0
                || number.negate().subtract(BigInteger.ONE).compareTo(max) > 0) {
            throw undecodable(kind, name, function, value, "value out of range");
        }
        return number;
    }

    private static InvalidQuery undecodable(String kind, String name, String function, String value, String why) {
        return new InvalidQuery("Error decoding " + kind + " for '" + name + "': strconv." + function + ": parsing "
                + GoQuote.quote(value) + ": " + why);
    }
}
