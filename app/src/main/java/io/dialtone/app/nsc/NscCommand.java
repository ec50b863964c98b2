package io.dialtone.app.nsc;

import io.dialtone.app.nsc.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command: picocli fills its options, then it runs once. */
abstract class NscCommand {
    @Mixin
    Places places = new Places();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            order = 2000)
    boolean help;

    /** Does it; what goes wrong is for the user to read. */
    abstract void run(Session session) throws NscException, StoreException;

    /** The name, from its option or, in its place, from the first word. */
    static String nameOf(String kind, @Nullable String option, List<String> words) throws NscException {
        String name = option != null ? option : words.isEmpty() ? "" : words.getFirst();
        if (name.isEmpty()) {
            throw new NscException(kind + " name is required");
        }
        return name;
    }
}
