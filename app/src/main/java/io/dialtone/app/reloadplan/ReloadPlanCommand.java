package io.dialtone.app.reloadplan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.tools.Subcommand;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.KeyChange;
import io.dialtone.conf.OptionsFile;
import io.dialtone.conf.ReloadPlan;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two configuration files as a reload from one to the other would, and changes nothing. */
@Command(
        name = "reload-plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a reload from one configuration file to another would do, key by key: live, reconnect (holds for",
            "connections made from then on) or restart (a reload is refused). Changes nothing, and needs no server.",
            "Ends with 0 when a reload would be accepted, 1 when it would be refused, 2 when a file cannot be used."
        })
public final class ReloadPlanCommand implements Subcommand {
    private static final int REFUSED = 1;
    private static final int UNUSABLE = 2;

    @Parameters(index = "0", paramLabel = "RUNNING", description = "The file that a server was started with.")
    private String running = "";

    @Parameters(index = "1", paramLabel = "NEXT", description = "The file that is to hold.")
    private String next = "";

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Override
    public String name() {
        return "reload-plan";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(this);
        line.setUsageHelpAutoWidth(false);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
            if (parsed.isUsageHelpRequested()) {
                line.usage(out, Ansi.OFF);
                return 0;
            }
            return compare(out);
        } catch (CommandLine.ParameterException e) {
            err.println("reload-plan: " + e.getMessage());
            return UNUSABLE;
        } catch (ConfigurationException e) {
            err.println("reload-plan: " + e.getMessage());
            return UNUSABLE;
        }
    }

    private int compare(PrintStream out) throws ConfigurationException {
        List<KeyChange> changes = KeyChange.between(running, next);
        ReloadPlan plan = ReloadPlan.between(
                OptionsFile.load(Path.of(running)).options(),
                OptionsFile.load(Path.of(next)).options());
        if (json) {
            out.println(document(changes, plan));
        } else {
            changes.forEach(change -> out.println(row(change)));
            plan.refusals().forEach(refusal -> out.println("A reload would be refused: " + refusal));
            if (changes.isEmpty()) {
                out.println("Nothing differs.");
            }
        }
        return plan.isAccepted() ? 0 : REFUSED;
    }

    private static String row(KeyChange change) {
        return "%-10s %-8s %s (%s:%d)"
                .formatted(
                        lower(change.effect()),
                        lower(change.kind()),
                        change.path(),
                        change.position().file(),
                        change.position().line());
    }

    private static String document(List<KeyChange> changes, ReloadPlan plan) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("accepted", plan.isAccepted());
        ArrayNode refusals = root.putArray("refusals");
        plan.refusals().forEach(refusals::add);
        ArrayNode keys = root.putArray("keys");
        for (KeyChange change : changes) {
            keys.addObject()
                    .put("key", change.path())
                    .put("change", lower(change.kind()))
                    .put("effect", lower(change.effect()))
                    .put("file", change.position().file())
                    .put("line", change.position().line());
        }
        return root.toPrettyString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
