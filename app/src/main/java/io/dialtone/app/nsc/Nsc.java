package io.dialtone.app.nsc;

import io.dialtone.app.nsc.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The tool: finds the command that the words name, lets it run, and ends with 0, or with 1 and a complaint. */
public final class Nsc {
    private static final Set<String> WITH_VALUE =
            Set.of("-H", "--all-dirs", "--config-dir", "--data-dir", "--keystore-dir", "-K", "--private-key");

    /** Columns of help. */
    private static final int WIDTH = 110;

    private Nsc() {}

    /** Runs one command; the exit code. Never throws. */
    public static int run(Surroundings world, List<String> arguments) {
        int code = new Call(world, arguments).run();
        world.out().flush();
        world.err().flush();
        return code;
    }

    /** All commands at once, for whoever writes about them. */
    public static CommandLine commands() {
        CommandLine all = group("Makes operators, accounts and users, and manages what they allow each other.");
        for (String path : Catalog.paths()) {
            CommandLine at = all;
            String[] words = path.split(" ");
            for (int i = 0; i < words.length - 1; i++) {
                CommandLine below = at.getSubcommands().get(words[i]);
                if (below == null) {
                    below = group(
                            Catalog.summary(String.join(" ", List.of(words).subList(0, i + 1))));
                    at.addSubcommand(words[i], below);
                }
                at = below;
            }
            at.addSubcommand(
                    words[words.length - 1],
                    Catalog.match(List.of(words)).entry().maker().get());
        }
        return all;
    }

    private static CommandLine group(String description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    /** One call: the words of the command, and what follows them. */
    private static final class Call {
        private final Surroundings world;
        private final List<String> words = new ArrayList<>();
        private final List<String> rest = new ArrayList<>();

        Call(Surroundings world, List<String> arguments) {
            this.world = world;
            split(arguments);
        }

        /** Options of every command may stand before its words. */
        private void split(List<String> arguments) {
            int i = 0;
            while (i < arguments.size()) {
                String argument = arguments.get(i);
                if (argument.startsWith("-")) {
                    rest.add(argument);
                    if (WITH_VALUE.contains(argument) && i + 1 < arguments.size()) {
                        rest.add(arguments.get(++i));
                    }
                } else {
                    List<String> longer = new ArrayList<>(words);
                    longer.add(argument);
                    if (argument.equals("help") && words.isEmpty()) {
                        rest.add("--help");
                    } else if (Catalog.match(longer).count() == longer.size()) {
                        words.add(argument);
                    } else {
                        break;
                    }
                }
                i++;
                if (Catalog.match(words).isCommand()) {
                    break;
                }
            }
            rest.addAll(arguments.subList(i, arguments.size()));
        }

        int run() {
            Catalog.Match match = Catalog.match(words);
            if (!match.isCommand()) {
                return group(match.path());
            }
            NscCommand command = match.entry().maker().get();
            CommandLine line = new CommandLine(command);
            line.setCommandName("nsc " + match.path());
            line.setOverwrittenOptionsAllowed(true);
            line.getCommandSpec().usageMessage().abbreviateSynopsis(true).width(WIDTH);
            try {
                line.parseArgs(normal(rest).toArray(new String[0]));
            } catch (ParameterException e) {
                return misuse(String.valueOf(e.getMessage()), match.path());
            }
            if (line.isUsageHelpRequested()) {
                world.out().print(line.getUsageMessage(Ansi.OFF));
                return 0;
            }
            return run(command);
        }

        private int run(NscCommand command) {
            try {
                if (command.places.interactive) {
                    throw new NscException("nothing is asked here: name the options, see --help");
                }
                Session session = Session.open(world, command.places);
                command.run(session);
                return 0;
            } catch (NscException | StoreException e) {
                world.out().flush();
                world.err().print("Error: " + e.getMessage() + "\n");
                return 1;
            }
        }

        /** An option with an optional value takes it after a sign alone: what follows it may be a name. */
        private static List<String> normal(List<String> arguments) {
            return arguments.stream()
                    .map(argument -> argument.equals("--allow-pub-response") ? argument + "=1" : argument)
                    .toList();
        }

        private int misuse(String complaint, String path) {
            world.err().print("Error: " + complaint + "\nRun 'nsc " + path + " --help' for usage.\n");
            return 1;
        }

        private int group(String path) {
            String unknown = rest.stream()
                    .filter(word -> !word.startsWith("-"))
                    .findFirst()
                    .orElse("");
            boolean help = rest.contains("-h") || rest.contains("--help");
            if (!unknown.isEmpty() && !help) {
                world.err()
                        .print("Error: unknown command \"" + unknown + "\" for \""
                                + (path.isEmpty() ? "nsc" : "nsc " + path) + "\"\nRun 'nsc --help' for usage.\n");
                return 1;
            }
            world.out().print(Catalog.help(path));
            return 0;
        }
    }
}
