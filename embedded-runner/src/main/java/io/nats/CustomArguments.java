package io.nats;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flags of nats-server, as lines of a configuration; those that make sense for a server inside a test. */
final class CustomArguments {
    private final List<String> lines = new ArrayList<>();
    private final List<String> authorization = new ArrayList<>();
    private boolean debug;
    private boolean trace;

    /**
     * @throws IllegalArgumentException for a flag that is none of those
     */
    CustomArguments(@Nullable List<String> arguments) {
        List<String> all = new ArrayList<>();
        if (arguments != null) {
            for (String argument : arguments) {
                // Both are usual: --user name, --user=name.
                int equals = argument.indexOf('=');
                if (argument.startsWith("-") && equals > 0) {
                    all.add(argument.substring(0, equals));
                    all.add(argument.substring(equals + 1));
                } else {
                    all.add(argument);
                }
            }
        }
        Iterator<String> rest = all.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            read(flag.startsWith("--") ? flag.substring(1) : flag, rest);
        }
        if (!authorization.isEmpty()) {
            lines.add("authorization { " + String.join(", ", authorization) + " }");
        }
    }

    private void read(String flag, Iterator<String> rest) {
        switch (flag) {
            case "-D", "-debug" -> debug = true;
            case "-V", "-trace" -> trace = true;
            case "-DV", "-DVV", "-VV" -> {
                debug |= flag.contains("D");
                trace = true;
            }
            case "-js", "-jetstream" -> {}
            case "-n", "-name", "-server_name" -> lines.add("server_name: " + quoted(value(flag, rest)));
            case "-user" -> authorization.add("user: " + quoted(value(flag, rest)));
            case "-pass" -> authorization.add("password: " + quoted(value(flag, rest)));
            case "-auth" -> authorization.add("token: " + quoted(value(flag, rest)));
            case "-a", "-addr", "-net" -> lines.add("host: " + quoted(value(flag, rest)));
            default ->
                throw new IllegalArgumentException(
                        "a server inside this JVM has no flag " + flag + ": say it in the configuration");
        }
    }

    private static String value(String flag, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("flag " + flag + " wants a value");
        }
        return rest.next();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    List<String> lines() {
        return lines;
    }

    boolean debugs() {
        return debug;
    }

    boolean traces() {
        return trace;
    }
}
