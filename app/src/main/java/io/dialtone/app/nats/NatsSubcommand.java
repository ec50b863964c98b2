package io.dialtone.app.nats;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nsc.Surroundings;
import io.dialtone.app.tools.Subcommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command of the client tools: {@code dialtone pub}, or {@code dialtone nats pub} as who is used to another tool may type it. */
public final class NatsSubcommand implements Subcommand {
    private static final String ALL = "nats";

    private final String name;

    /** @param name as it was typed */
    public NatsSubcommand(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        return run(arguments, Surroundings.ofProcess(out, err), in);
    }

    /** The same in any surroundings. Never throws. */
    public int run(List<String> arguments, Surroundings world, InputStream in) {
        List<String> words = new ArrayList<>(arguments);
        if (!name.equals(ALL)) {
            words.addFirst(name);
        }
        int code = new Call(words, world, in).run();
        world.out().flush();
        world.err().flush();
        return code;
    }

    /** One call. */
    private static final class Call {
        private final List<String> words;
        private final Surroundings world;
        private final InputStream in;

        Call(List<String> words, Surroundings world, InputStream in) {
            this.words = words;
            this.world = world;
            this.in = in;
        }

        int run() {
            CommandLine line = line();
            try {
                ParseResult result = line.parseArgs(words.toArray(new String[0]));
                List<CommandLine> chain = result.asCommandLineList();
                CommandLine picked = chain.getLast();
                if (chain.stream().anyMatch(CommandLine::isUsageHelpRequested)) {
                    world.out().print(picked.getUsageMessage(Ansi.OFF));
                    return Action.OK;
                }
                Optional<Action> action = Catalog.action(picked);
                return action.isPresent() ? run(action.get(), line, picked) : group(picked);
            } catch (ParameterException e) {
                return misuse(String.valueOf(e.getMessage()), e.getCommandLine());
            }
        }

        /** The first word that names a command is it, whatever options stand before: without it all are made. */
        private CommandLine line() {
            CommandLine options = Catalog.with("");
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).startsWith("-")) {
                    OptionSpec option = options.getCommandSpec().findOption(words.get(i));
                    i += option == null ? 0 : option.arity().max();
                    continue;
                }
                Optional<String> proper = Catalog.proper(words.get(i));
                if (proper.isPresent()) {
                    words.set(i, proper.get());
                    return Catalog.with(proper.get());
                }
            }
            return Catalog.all();
        }

        private int run(Action action, CommandLine line, CommandLine picked) {
            Root root = line.getCommand();
            try {
                return action.run(new Session(world, in, root.globals));
            } catch (MisuseException e) {
                return misuse(String.valueOf(e.getMessage()), picked);
            } catch (IOException e) {
                world.out().flush();
                complain(picked, String.valueOf(e.getMessage()));
                return Action.FAILED;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Action.FAILED;
            }
        }

        private int group(CommandLine picked) {
            world.out().print(picked.getUsageMessage(Ansi.OFF));
            return words.isEmpty() ? Action.OK : Action.MISUSE;
        }

        private int misuse(String complaint, CommandLine picked) {
            complain(picked, complaint);
            world.err().println("Run '" + called(picked) + " --help' for usage.");
            return Action.MISUSE;
        }

        private void complain(CommandLine picked, String complaint) {
            world.err().println(called(picked) + ": " + complaint.replace('\n', ' '));
        }

        private static String called(CommandLine picked) {
            return picked.getCommandSpec().qualifiedName();
        }
    }
}
