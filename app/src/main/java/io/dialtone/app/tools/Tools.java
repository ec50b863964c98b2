package io.dialtone.app.tools;

import io.dialtone.app.accountserver.AccountServerCommand;
import io.dialtone.app.nk.NkCommand;
import io.dialtone.app.nsc.NscSubcommand;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All commands. None of their classes is loaded before it is asked for: the start of a server must not wait for them. */
public final class Tools {
    /** Called by this name, the program is a server and nothing else. */
    private static final String SERVER = "nats-server";

    private static final Map<String, Supplier<Subcommand>> TABLE =
            Map.of("nk", NkCommand::new, "nsc", NscSubcommand::new, "account-server", AccountServerCommand::new);

    private Tools() {}

    /**
     * What is to be run.
     *
     * @param arguments those of the command itself
     */
    public record Call(Subcommand command, List<String> arguments) {}

    /**
     * The command that a command line asks for.
     *
     * @param program name that the program was called by
     * @return null when it asks for a server
     */
    public static @Nullable Call find(String program, List<String> arguments) {
        if (program.equals(SERVER)) {
            return null;
        }
        Supplier<Subcommand> linked = TABLE.get(program);
        if (linked != null) {
            return new Call(linked.get(), arguments);
        }
        Supplier<Subcommand> named = arguments.isEmpty() ? null : TABLE.get(arguments.getFirst());
        return named == null ? null : new Call(named.get(), arguments.subList(1, arguments.size()));
    }
}
