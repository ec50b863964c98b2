package io.dialtone.app.nk;

import io.dialtone.app.cli.GoLiteral;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code nk}, read as Go's flag package reads them: one dash or two, up to the first word that is none. */
final class NkFlags {
    static final String ENTROPY = "e";
    static final String KEY = "inkey";
    static final String PUBLIC_KEY = "pubin";
    static final String SIGN = "sign";
    static final String SIGNATURE = "sigfile";
    static final String VERIFY = "verify";
    static final String GENERATE = "gen";
    static final String SHOW_PUBLIC = "pubout";
    static final String VERSION = "v";
    static final String VANITY = "pre";
    static final String ATTEMPTS = "maxpre";

    private static final int DEFAULT_ATTEMPTS = 10_000_000;
    private static final Set<String> TEXTS =
            Set.of(ENTROPY, KEY, PUBLIC_KEY, SIGN, SIGNATURE, VERIFY, GENERATE, VANITY);
    private static final Set<String> SWITCHES = Set.of(SHOW_PUBLIC, VERSION);

    private final Map<String, String> values = new HashMap<>();

    private NkFlags() {}

    /** Options that cannot be read; the message says why, and is empty when help was asked for. */
    static final class Misuse extends Exception {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    static NkFlags read(List<String> arguments) throws Misuse {
        NkFlags flags = new NkFlags();
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.length() < 2 || argument.charAt(0) != '-' || argument.equals("--")) {
                break;
            }
            at++;
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.startsWith("-") || body.startsWith("=")) {
                throw new Misuse("bad flag syntax: " + argument);
            }
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            known(name);
            if (equals >= 0) {
                flags.put(name, body.substring(equals + 1));
            } else if (SWITCHES.contains(name)) {
                flags.put(name, "true");
            } else if (at < arguments.size()) {
                flags.put(name, arguments.get(at++));
            } else {
                throw new Misuse("flag needs an argument: -" + name);
            }
        }
        return flags;
    }

    private static void known(String name) throws Misuse {
        if (name.equals("h") || name.equals("help")) {
            throw new Misuse("");
        }
        if (!TEXTS.contains(name) && !SWITCHES.contains(name) && !name.equals(ATTEMPTS)) {
            throw new Misuse("flag provided but not defined: -" + name);
        }
    }

    private void put(String name, String value) throws Misuse {
        try {
            if (SWITCHES.contains(name)) {
                values.put(name, String.valueOf(GoLiteral.bool(value)));
            } else if (name.equals(ATTEMPTS)) {
                values.put(name, String.valueOf(GoLiteral.integer(value, Long.SIZE)));
            } else {
                values.put(name, value);
            }
        } catch (GoLiteral.InvalidValue e) {
            throw new Misuse(
                    SWITCHES.contains(name)
                            ? "invalid boolean value \"" + value + "\" for -" + name + ": " + e.getMessage()
                            : "invalid value \"" + value + "\" for flag -" + name + ": " + e.getMessage());
        }
    }

    /** Empty when it was not given. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    boolean isOn(String name) {
        return text(name).equals("true");
    }

    long attempts() {
        return has(ATTEMPTS) ? Long.parseLong(text(ATTEMPTS)) : DEFAULT_ATTEMPTS;
    }
}
