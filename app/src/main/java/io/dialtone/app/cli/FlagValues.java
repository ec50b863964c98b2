package io.dialtone.app.cli;

import io.dialtone.app.cli.GoLiteral.InvalidValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Flags as they were given, checked; and the words after them. */
final class FlagValues {
    private final Map<Flag, String> values;
    private final List<String> words;

    private FlagValues(Map<Flag, String> values, List<String> words) {
        this.values = Collections.unmodifiableMap(values);
        this.words = List.copyOf(words);
    }

    /**
     * Reads flags up to the first word that is none, or {@code --}.
     *
     * @throws FlagException with Go's text
     */
    static FlagValues parse(List<String> arguments) throws FlagException {
        Map<Flag, String> values = new EnumMap<>(Flag.class);
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.length() < 2 || argument.charAt(0) != '-') {
                break;
            }
            at++;
            if (argument.equals("--")) {
                break;
            }
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.isEmpty() || body.charAt(0) == '-' || body.charAt(0) == '=') {
                throw new FlagException("bad flag syntax: " + argument);
            }
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            Flag flag = Flag.named(name);
            if (flag == null) {
                throw new FlagException("flag provided but not defined: -" + name);
            }
            String value;
            if (equals >= 0) {
                value = body.substring(equals + 1);
            } else if (flag.kind() == Flag.Kind.SWITCH) {
                value = "true";
            } else if (at < arguments.size()) {
                value = arguments.get(at++);
            } else {
                throw new FlagException("flag needs an argument: -" + name);
            }
            check(flag, name, value);
            values.put(flag, value);
        }
        return new FlagValues(values, new ArrayList<>(arguments.subList(at, arguments.size())));
    }

    private static void check(Flag flag, String name, String value) throws FlagException {
        try {
            switch (flag.kind()) {
                case SWITCH -> GoLiteral.bool(value);
                case INT, LONG -> GoLiteral.integer(value, Long.SIZE);
                case TEXT -> {}
            }
        } catch (InvalidValue e) {
            String what = flag.kind() == Flag.Kind.SWITCH
                    ? "invalid boolean value \"" + value + "\" for -" + name
                    : "invalid value \"" + value + "\" for flag -" + name;
            throw new FlagException(what + ": " + e.getMessage());
        }
    }

    boolean has(Flag flag) {
        return values.containsKey(flag);
    }

    /** The text given, or an empty one. */
    String text(Flag flag) {
        return values.getOrDefault(flag, "");
    }

    /** The number given, or 0. */
    long number(Flag flag) {
        String value = values.get(flag);
        try {
            return value == null ? 0 : GoLiteral.integer(value, Long.SIZE);
        } catch (InvalidValue e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    /** Whether the switch was given and is on. */
    boolean isOn(Flag flag) {
        String value = values.get(flag);
        try {
            return value != null && GoLiteral.bool(value);
        } catch (InvalidValue e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    /** What follows the flags. */
    List<String> words() {
        return words;
    }

    /** Flags that cannot be read; the message is Go's. */
    static final class FlagException extends Exception {
        private static final long serialVersionUID = 1L;

        FlagException(String message) {
            super(message);
        }
    }
}
