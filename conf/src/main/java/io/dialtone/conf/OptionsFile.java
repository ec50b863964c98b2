package io.dialtone.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations: a file, or a text.
 *
 * <pre>{@code
 * Options options = OptionsFile.parse("port: -1").options();
 * }</pre>
 *
 * Includes are found relative to the including file; the other paths of a configuration stay as written and are relative to the
 * working directory. Every problem of a configuration is reported at once.
 */
public final class OptionsFile {
    /**
     * A configuration that can be used.
     *
     * @param options what it says, with every "0" that means a default replaced by it
     * @param digest {@code sha256:} and the hash over the parsed text, equal to nats-server's for the same text
     * @param warnings what is doubtful in it
     * @param inactiveKeys paths of the keys that it uses and that do not act yet, sorted
     * @param files it was read from, included ones too: by name as they are opened, a hash of the bytes; none for a text
     */
    public record Loaded(
            Options options,
            String digest,
            List<Problem> warnings,
            List<String> inactiveKeys,
            Map<String, Integer> files) {
        /** Copies the lists. */
        public Loaded {
            warnings = List.copyOf(warnings);
            inactiveKeys = List.copyOf(inactiveKeys);
            files = Map.copyOf(files);
        }
    }

    private OptionsFile() {}

    /**
     * Reads a file on top of the defaults.
     *
     * @throws ConfigurationException when it cannot be read or used
     */
    public static Loaded load(Path file) throws ConfigurationException {
        return load(file.toString(), Options.defaults());
    }

    /**
     * Reads a file on top of other options.
     *
     * @param file as the user named it: positions repeat it
     * @param base what holds for keys that the file does not have, for instance from the command line
     * @throws ConfigurationException when it cannot be read or used
     */
    public static Loaded load(String file, Options base) throws ConfigurationException {
        return load(file, base, System::getenv);
    }

    /** Like {@link #load(String, Options)}, with another environment than that of the process. */
    public static Loaded load(String file, Options base, UnaryOperator<@Nullable String> environment)
            throws ConfigurationException {
        TextSources sources = new TextSources(name -> environment.apply(name));
        try {
            return read(file, sources.parseFile(file), base, sources);
        } catch (SyntaxException e) {
            throw ConfigurationException.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a text on top of the defaults, for tests and embedding. Positions in it have an empty file name.
     *
     * @throws ConfigurationException when it cannot be used
     */
    public static Loaded parse(String text) throws ConfigurationException {
        return parse(text, System::getenv);
    }

    /** Like {@link #parse(String)}, with another environment than that of the process. */
    public static Loaded parse(String text, UnaryOperator<@Nullable String> environment) throws ConfigurationException {
        return parse(text, Options.defaults(), environment);
    }

    private static Loaded parse(String text, Options base, UnaryOperator<@Nullable String> environment)
            throws ConfigurationException {
        TextSources sources = new TextSources(name -> environment.apply(name));
        try {
            return read("", sources.parseText(text), base, sources);
        } catch (SyntaxException e) {
            throw ConfigurationException.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a text on top of other options.
     *
     * @param base what holds for keys that the text does not have
     * @throws ConfigurationException when it cannot be used
     */
    public static Loaded parse(String text, Options base) throws ConfigurationException {
        return parse(text, base, System::getenv);
    }

    private static Loaded read(String file, Map<String, Node> tree, Options base, TextSources sources)
            throws ConfigurationException {
        OptionsReader reader = new OptionsReader();
        Reading in = reader.reading();
        if (tree.isEmpty()) {
            in.warnings().add(new Problem(null, file + ": config has no values or is empty"));
        }
        Options options = reader.read(tree, base);
        if (!in.errors().isEmpty()) {
            throw new ConfigurationException(in.warnings(), in.errors());
        }
        List<String> inactive = InactiveKeys.among(in.usedKeys());
        return new Loaded(options, ConfigDigest.of(tree), in.warnings(), inactive, sources.files());
    }
}
