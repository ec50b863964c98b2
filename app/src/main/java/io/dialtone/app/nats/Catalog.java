package io.dialtone.app.nats;

import io.dialtone.app.nats.account.AccountCommand;
import io.dialtone.app.nats.account.RoundTrip;
import io.dialtone.app.nats.bench.BenchCommand;
import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.Converters;
import io.dialtone.app.nats.contexts.ContextCommand;
import io.dialtone.app.nats.manual.CompletionCommand;
import io.dialtone.app.nats.manual.ManCommand;
import io.dialtone.app.nats.message.Publish;
import io.dialtone.app.nats.message.Reply;
import io.dialtone.app.nats.message.Request;
import io.dialtone.app.nats.message.Subscribe;
import io.dialtone.app.nats.server.ServerCommand;
import io.dialtone.app.nats.top.TopCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands. Only those that are asked for are loaded: the others' options take longer to read than a message takes to be sent. */
public final class Catalog {
    private static final int WIDTH = 110;
    private static final Map<String, Supplier<Object>> COMMANDS = commands();
    private static final Map<String, String> SYNONYMS =
            Map.of("publish", "pub", "subscribe", "sub", "request", "req", "ctx", "context", "srv", "server");

    private Catalog() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("pub", Publish::new);
        all.put("sub", Subscribe::new);
        all.put("req", Request::new);
        all.put("reply", Reply::new);
        all.put("bench", BenchCommand::new);
        all.put("top", TopCommand::new);
        all.put("rtt", RoundTrip::new);
        all.put("account", AccountCommand::new);
        all.put("server", ServerCommand::new);
        all.put("context", ContextCommand::new);
        all.put("completion", () -> new CompletionCommand(Catalog::all));
        all.put("man", () -> new ManCommand(Catalog::all));
        return all;
    }

    /** The proper name of a command; empty when there is none that is called so. */
    static Optional<String> proper(String word) {
        String name = SYNONYMS.getOrDefault(word, word);
        return COMMANDS.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /** A line with that command alone. */
    static CommandLine with(String name) {
        CommandLine line = new CommandLine(new Root());
        Supplier<Object> maker = COMMANDS.get(name);
        if (maker != null) {
            line.addSubcommand(name, maker.get());
        }
        return finished(line);
    }

    /** A line with all commands. */
    public static CommandLine all() {
        CommandLine line = new CommandLine(new Root());
        COMMANDS.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
        return finished(line);
    }

    private static CommandLine finished(CommandLine line) {
        Converters.register(line);
        line.setOverwrittenOptionsAllowed(true);
        line.setUsageHelpWidth(WIDTH);
        arrange(line);
        return line;
    }

    /** Help of all commands looks alike. */
    private static void arrange(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .abbreviateSynopsis(true)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n");
        line.getSubcommands().values().forEach(Catalog::arrange);
    }

    /** What the words of a command line have picked. */
    static Optional<Action> action(CommandLine picked) {
        return picked.getCommand() instanceof Action action ? Optional.of(action) : Optional.empty();
    }
}
