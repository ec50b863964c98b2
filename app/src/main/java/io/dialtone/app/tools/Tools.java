package io.dialtone.app.tools;

import io.dialtone.app.accountserver.AccountServerCommand;
import io.dialtone.app.nats.NatsSubcommand;
import io.dialtone.app.nk.NkCommand;
import io.dialtone.app.nsc.NscSubcommand;
import io.dialtone.app.reloadplan.ReloadPlanCommand;
import io.dialtone.app.simulate.command.SimulateCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All commands. None of their classes is loaded before it is asked for: the start of a server must not wait for them. */
public final class Tools {
    /** Called by this name, the program is a server and nothing else. */
    private static final String SERVER = "nats-server";

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
        Subcommand linked = command(program);
        if (linked != null) {
            return new Call(linked, arguments);
        }
        Subcommand named = arguments.isEmpty() ? null : command(arguments.getFirst());
        return named == null ? null : new Call(named, arguments.subList(1, arguments.size()));
    }

    /** A switch, not a table of constructors: those would load the classes when the table is made. */
    private static @Nullable Subcommand command(String name) {
        return switch (name) {
            case "nk" -> new NkCommand();
            case "nsc" -> new NscSubcommand();
            case "account-server" -> new AccountServerCommand();
            case "simulate" -> new SimulateCommand();
            case "reload-plan" -> new ReloadPlanCommand();
            case "nats", "pub", "publish", "sub", "subscribe", "req", "request", "reply", "bench", "top" ->
                new NatsSubcommand(name);
            case "server", "srv", "rtt", "account", "context", "ctx", "completion", "man" -> new NatsSubcommand(name);
            default -> null;
        };
    }
}
