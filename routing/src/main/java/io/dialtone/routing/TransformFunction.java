package io.dialtone.routing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token of a transform's destination as written: text, {@code $n} or {@code {{function(arguments)}}}.
 *
 * <p>The first letter of each word of a function's name may be upper or lower case, the others are lower case.
 */
enum TransformFunction {
    WILDCARD("[wW]ildcard"),
    PARTITION("[pP]artition"),
    SPLIT_FROM_LEFT("[sS]plit[fF]rom[lL]eft"),
    SPLIT_FROM_RIGHT("[sS]plit[fF]rom[rR]ight"),
    SLICE_FROM_LEFT("[sS]lice[fF]rom[lL]eft"),
    SLICE_FROM_RIGHT("[sS]lice[fF]rom[rR]ight"),
    SPLIT("[sS]plit"),
    LEFT("[lL]eft"),
    RIGHT("[rR]ight"),
    RANDOM("[rR]andom");

    private static final Pattern COMMA = Pattern.compile(",\\s*");
    /** The shortest text between double braces that nats-server takes for a function. */
    private static final int SHORTEST = 5;

    private final Pattern form;

    TransformFunction(String name) {
        this.form = Pattern.compile("\\{\\{\\s*" + name + "\\s*\\((.*)\\)\\s*}}", Pattern.DOTALL);
    }

    /** Whether a token is meant to be a function. */
    static boolean isFunction(String token) {
        return token.length() >= SHORTEST && token.startsWith("{{") && token.endsWith("}}");
    }

    /**
     * What one token of a destination does.
     *
     * @param token as written
     * @param wildcards number of the source's token at each {@code *}; empty for a literal source
     * @param sourceHasWildcards false: only text, partition and random make sense
     * @throws InvalidMappingException for a function that is not known or not given what it needs
     */
    static TransformStep parse(String token, int[] wildcards, boolean sourceHasWildcards) {
        if (token.length() > 1 && token.charAt(0) == '$') {
            Long index = number(token.substring(1));
            if (index != null) {
                return new TransformStep.Wildcard(source(token, index, wildcards, sourceHasWildcards));
            }
            return new TransformStep.Text(ByteText.bytes(token));
        }
        if (!isFunction(token)) {
            return new TransformStep.Text(ByteText.bytes(token));
        }
        for (TransformFunction function : values()) {
            Matcher matcher = function.form.matcher(token);
            if (matcher.matches()) {
                List<String> arguments = List.of(COMMA.split(matcher.group(1), -1));
                return function.step(token, arguments, wildcards, sourceHasWildcards);
            }
        }
        throw InvalidMappingException.unknownFunction(token);
    }

    private TransformStep step(String token, List<String> arguments, int[] wildcards, boolean hasWildcards) {
        return switch (this) {
            case PARTITION -> partition(token, arguments, wildcards, hasWildcards);
            case RANDOM -> {
                if (arguments.size() != 1) {
                    throw InvalidMappingException.notEnoughArguments(token);
                }
                yield new TransformStep.Random(size(token, arguments.get(0)));
            }
            case WILDCARD -> {
                if (arguments.size() > 1) {
                    throw InvalidMappingException.tooManyArguments(token);
                }
                if (arguments.get(0).isEmpty()) {
                    throw InvalidMappingException.notEnoughArguments(token);
                }
                yield new TransformStep.Wildcard(source(token, arguments.get(0), wildcards, hasWildcards));
            }
            case SPLIT_FROM_LEFT, SPLIT_FROM_RIGHT, SLICE_FROM_LEFT, SLICE_FROM_RIGHT, LEFT, RIGHT -> {
                two(token, arguments);
                int index = source(token, arguments.get(0), wildcards, hasWildcards);
                yield sized(index, size(token, arguments.get(1)));
            }
            case SPLIT -> {
                two(token, arguments);
                int index = source(token, arguments.get(0), wildcards, hasWildcards);
                if (arguments.get(1).indexOf(' ') >= 0) {
                    throw InvalidMappingException.argument(token);
                }
                yield new TransformStep.Split(index, ByteText.bytes(arguments.get(1)));
            }
        };
    }

    private TransformStep sized(int index, int size) {
        return switch (this) {
            case SPLIT_FROM_LEFT -> new TransformStep.SplitAt(index, size, false);
            case SPLIT_FROM_RIGHT -> new TransformStep.SplitAt(index, size, true);
            case SLICE_FROM_LEFT -> new TransformStep.Slice(index, size, false);
            case SLICE_FROM_RIGHT -> new TransformStep.Slice(index, size, true);
            case LEFT -> new TransformStep.Part(index, size, false);
            case RIGHT -> new TransformStep.Part(index, size, true);
            case WILDCARD, PARTITION, SPLIT, RANDOM -> throw new AssertionError(this);
        };
    }

    private static TransformStep partition(
            String token, List<String> arguments, int[] wildcards, boolean sourceHasWildcards) {
        int buckets = size(token, arguments.get(0));
        int[] tokens = new int[arguments.size() - 1];
        for (int i = 0; i < tokens.length; i++) {
            long index = required(token, arguments.get(i + 1));
            // a literal source has no tokens to choose: the whole subject counts, whatever is named
            tokens[i] = sourceHasWildcards ? source(token, index, wildcards, true) : 0;
        }
        return new TransformStep.Partition(buckets, sourceHasWildcards ? tokens : new int[0]);
    }

    private static void two(String token, List<String> arguments) {
        if (arguments.size() < 2) {
            throw InvalidMappingException.notEnoughArguments(token);
        }
        if (arguments.size() > 2) {
            throw InvalidMappingException.tooManyArguments(token);
        }
    }

    private static int source(String token, String argument, int[] wildcards, boolean sourceHasWildcards) {
        return source(token, required(token, argument), wildcards, sourceHasWildcards);
    }

    /** Which token of the source a wildcard's number, from 1, stands for. Below 1 nats-server takes the first token. */
    private static int source(String token, long index, int[] wildcards, boolean sourceHasWildcards) {
        if (!sourceHasWildcards) {
            throw InvalidMappingException.indexOutOfRange(token);
        }
        if (index > wildcards.length) {
            throw InvalidMappingException.indexOutOfRange(token, index);
        }
        return index < 1 ? 0 : wildcards[(int) index - 1];
    }

    private static int size(String token, String argument) {
        long value = required(token, argument);
        if (value > Integer.MAX_VALUE || value < Integer.MIN_VALUE) {
            throw InvalidMappingException.argument(token);
        }
        return (int) value;
    }

    private static long required(String token, String argument) {
        Long value = number(argument.strip());
        if (value == null) {
            throw InvalidMappingException.argument(token);
        }
        return value;
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
