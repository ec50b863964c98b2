package io.dialtone.app.nats.manual;

import io.dialtone.app.accountserver.AccountServerCommand;
import io.dialtone.app.nk.NkCommand;
import io.dialtone.app.nsc.Nsc;
import io.dialtone.app.simulate.command.SimulateCommand;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command of the launcher, those included that read their options in ways of their own. */
final class AllCommands {
    private static final Pattern NK_OPTION = Pattern.compile("\\s+(-\\w+)\\s+(?:<([\\w ]+)>)?\\s+(\\S.*)");

    private AllCommands() {}

    /** @param tools the line with the client tools, which the others join */
    static CommandLine with(CommandLine tools) {
        // A root of its own: what the client tools have inherited from theirs they keep, and the others shall not have.
        CommandSpec root = CommandSpec.create().name(tools.getCommandName());
        root.usageMessage().description("A NATS server for the JVM, and tools.");
        tools.getSubcommands().forEach((name, command) -> {
            if (name.equals(command.getCommandName())) {
                root.addSubcommand(name, command);
            }
        });
        add(root, "nk", new CommandLine(nk()));
        add(root, "nsc", Nsc.commands());
        add(root, "account-server", new CommandLine(new AccountServerCommand()));
        add(root, "simulate", new CommandLine(new SimulateCommand()));
        return new CommandLine(root);
    }

    private static void add(CommandSpec root, String name, CommandLine command) {
        command.getCommandSpec().name(name);
        root.addSubcommand(name, command);
    }

    private static CommandSpec nk() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description("Makes keys, and signs and verifies with them.");
        NkCommand.usage().lines().forEach(line -> {
            Matcher option = NK_OPTION.matcher(line);
            if (option.matches()) {
                OptionSpec.Builder builder = OptionSpec.builder(option.group(1)).description(option.group(3));
                if (option.group(2) != null) {
                    builder.arity("1").type(String.class).paramLabel("<" + option.group(2) + ">");
                }
                spec.addOption(builder.build());
            }
        });
        return spec;
    }
}
