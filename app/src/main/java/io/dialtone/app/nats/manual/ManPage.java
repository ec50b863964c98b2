package io.dialtone.app.nats.manual;

import io.dialtone.app.cli.CommandLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command. */
final class ManPage {
    private static final int FIRST_INHERITED = 1000;

    private final CommandSpec spec;
    private final Roff page = new Roff();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** The pages of a command and all below it, by the names of their files. */
    static SequencedMap<String, String> all(CommandSpec root) {
        SequencedMap<String, String> pages = new LinkedHashMap<>();
        gather(root, pages);
        return pages;
    }

    private static void gather(CommandSpec spec, Map<String, String> pages) {
        pages.put(name(spec) + ".1", of(spec));
        below(spec).forEach(command -> gather(command, pages));
    }

    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    /** Each once, whatever else it is called. */
    private static List<CommandSpec> below(CommandSpec spec) {
        Set<CommandSpec> all = new LinkedHashSet<>();
        spec.subcommands().values().forEach(line -> all.add(line.getCommandSpec()));
        return new ArrayList<>(all);
    }

    static String of(CommandSpec spec) {
        return new ManPage(spec).write();
    }

    private String write() {
        page.request("TH", name(spec).toUpperCase(Locale.ROOT), "1", "", "Dialtone", "Dialtone Manual");
        page.request("SH", "NAME");
        page.line(name(spec) + " - " + summary(spec));
        synopsis();
        page.request("SH", "DESCRIPTION");
        lines(spec.usageMessage().description());
        commands();
        arguments();
        options(
                "OPTIONS",
                spec.options().stream()
                        .filter(option -> option.order() < FIRST_INHERITED)
                        .toList());
        options(
                "OPTIONS OF EVERY COMMAND",
                spec.options().stream()
                        .filter(option -> option.order() >= FIRST_INHERITED)
                        .toList());
        if (spec.usageMessage().footer().length > 0) {
            page.request("SH", "NOTES");
            lines(spec.usageMessage().footer());
        }
        seeAlso();
        return page.toString();
    }

    private static String summary(CommandSpec spec) {
        String[] description = spec.usageMessage().description();
        String first = description.length == 0 ? "" : description[0].formatted();
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private void synopsis() {
        page.request("SH", "SYNOPSIS");
        String words = Arrays.stream(spec.qualifiedName(" ").split(" "))
                .map(Roff::bold)
                .collect(Collectors.joining(" "));
        StringBuilder line = new StringBuilder(words);
        if (!spec.options().isEmpty()) {
            line.append(" [").append(Roff.italic("OPTIONS")).append(']');
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            boolean needed = parameter.arity().min() > 0;
            line.append(needed ? " " : " [")
                    .append(Roff.italic(label(parameter)))
                    .append(needed ? "" : "]");
        }
        if (!spec.subcommands().isEmpty()) {
            line.append(' ').append(Roff.italic("COMMAND"));
        }
        page.ready(line.toString());
    }

    /** Lines that begin with blanks stay as they are; an empty one ends a paragraph. */
    private void lines(String[] lines) {
        boolean table = false;
        for (String line : lines) {
            String text = line.formatted();
            boolean fixed = text.startsWith("  ");
            if (fixed != table) {
                page.request(fixed ? "nf" : "fi");
                table = fixed;
            }
            if (text.isBlank()) {
                page.request("PP");
            } else {
                page.line(text);
            }
        }
        if (table) {
            page.request("fi");
        }
    }

    private void commands() {
        List<CommandSpec> commands = below(spec);
        if (commands.isEmpty()) {
            return;
        }
        page.request("SH", "COMMANDS");
        for (CommandSpec command : commands) {
            page.request("TP");
            page.ready(Roff.bold(command.name())
                    + (command.aliases().length == 0
                            ? ""
                            : " (" + Roff.escaped(String.join(", ", command.aliases())) + ")"));
            page.line(summary(command) + ".");
        }
    }

    private void arguments() {
        if (spec.positionalParameters().isEmpty()) {
            return;
        }
        page.request("SH", "ARGUMENTS");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            page.request("TP");
            page.ready(Roff.italic(label(parameter)));
            lines(parameter.description());
        }
    }

    private void options(String heading, List<OptionSpec> options) {
        Map<String, OptionSpec> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.stream()
                .filter(option -> !option.hidden())
                .forEach(option -> sorted.put(option.longestName() + option.shortestName(), option));
        if (sorted.isEmpty()) {
            return;
        }
        page.request("SH", heading);
        for (OptionSpec option : sorted.values()) {
            page.request("TP");
            page.ready(names(option));
            lines(option.description());
        }
    }

    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        names.sort(Comparator.comparingInt(String::length));
        String all = names.stream().map(Roff::bold).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? all : all + " " + Roff.italic(label(option));
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel().replaceAll("[<>]", "");
    }

    private void seeAlso() {
        CommandSpec parent = spec.parent();
        if (parent == null) {
            server();
        }
        List<String> others = new ArrayList<>();
        if (parent != null) {
            others.add(name(parent));
        }
        below(spec).forEach(command -> others.add(name(command)));
        page.request("SH", "SEE ALSO");
        page.ready(others.stream().map(name -> Roff.bold(name) + "(1)").collect(Collectors.joining(", ")));
    }

    /** The launcher without a command is the server, which reads its flags in its own way. */
    private void server() {
        page.request("SH", "THE SERVER");
        page.line("Without a command, dialtone is a NATS server.");
        page.request("nf");
        CommandLine.usage().lines().filter(line -> !line.isBlank()).forEach(page::line);
        page.request("fi");
    }
}
