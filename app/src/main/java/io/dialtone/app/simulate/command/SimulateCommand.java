package io.dialtone.app.simulate.command;

import io.dialtone.app.simulate.Description;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.scenario.Scenario;
import io.dialtone.app.simulate.view.Screen;
import io.dialtone.app.simulate.world.Hosting;
import io.dialtone.app.tools.Subcommand;
import io.dialtone.conf.GoDuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The simulation as a command of the launcher. */
@Command(
        name = "simulate",
        sortOptions = false,
        description = {
            "Starts a supercluster on this machine - clusters, leaf nodes, and the distances between them - and shows it while it runs.",
            ""
        },
        footer = {
            "",
            "Typed while it runs:",
            "  kill SERVER          end a server without a word",
            "  restart SERVER       start it again",
            "  rtt REGION REGION TIME   set a round trip, as in: rtt US-EAST EU-WEST 80ms",
            "  partition REGION     cut a region off from all others",
            "  heal                 end all partitions",
            "  show                 the table, where it does not stay in its place",
            "  quit                 end",
            "",
            "A description, in the language of server configurations:",
            "  clusters {",
            "    US-EAST { nodes: 3 }",
            "    EU-WEST { nodes: 3 }",
            "  }",
            "  rtt { US-EAST { EU-WEST: 40ms } }",
            "  leafs { factory { to: US-EAST } }",
            "",
            "Exit codes: 0 all went well, 1 it could not be started, 2 a scenario did not go as it should."
        })
public final class SimulateCommand implements Subcommand {

    private static final int FAILED = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "What is simulated; without, three regions and a leaf node.")
    private @Nullable String file;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = {
                "Play this one, judge it and end:",
                "geo: a service fails near those who ask, the nearest other region answers, the near one comes back;",
                "rtt: regions at 5, 40 and 120 ms fail and come back one after the other."
            })
    private @Nullable String scenario;

    @Option(
            names = "--load",
            description = "Let there be a service in every cluster, and clients that ask without a pause.")
    private boolean load;

    @Option(names = "--processes", description = "Give each server a process of its own.")
    private boolean processes;

    @Option(
            names = "--server",
            paramLabel = "PROGRAM",
            description = "Processes of this program, which takes nats-server's configuration.")
    private @Nullable String server;

    @Option(names = "--for", paramLabel = "TIME", description = "End by itself after this time, as in 30s or 5m.")
    private @Nullable String time;

    @Option(names = "--json", description = "Print an object a second, one a line.")
    private boolean json;

    @Option(names = "--plain", description = "Print lines, also on a terminal.")
    private boolean plain;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(this);
        try {
            line.parseArgs(arguments.toArray(new String[0]));
            if (help) {
                out.print(line.getUsageMessage(Ansi.OFF));
                return 0;
            }
            return simulate(in, out, err);
        } catch (ParameterException | UnusableException | Description.InvalidException | IOException e) {
            String.valueOf(e.getMessage()).lines().forEach(text -> err.println("simulate: " + text));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int simulate(InputStream in, PrintStream out, PrintStream err)
            throws UnusableException, Description.InvalidException, IOException, InterruptedException {
        Optional<Scenario> played = played();
        Topology topology = file != null
                ? Description.load(file)
                : Description.parse(
                        played.map(Scenario::description).orElse(Description.DEFAULT), "built-in description");
        if (played.isPresent()) {
            Optional<String> objection = Scenario.objection(topology);
            if (objection.isPresent()) {
                throw new UnusableException(objection.get());
            }
        }
        Optional<Duration> limit = limit();
        try (Workplace workplace = Workplace.make(needsFiles())) {
            Hosting hosting = hosting(workplace);
            Screen screen = screen(out, topology);
            err.println("simulate: starting " + topology.nodeNames().size() + " servers");
            return Simulation.run(new Simulation.Plan(topology, hosting, played, load, limit), in, screen);
        }
    }

    private Optional<Scenario> played() throws UnusableException {
        if (scenario == null) {
            return Optional.empty();
        }
        Optional<Scenario> found = Scenario.named(scenario);
        if (found.isEmpty()) {
            throw new UnusableException("there is no scenario \"" + scenario + "\" (geo, rtt)");
        }
        return found;
    }

    private Optional<Duration> limit() throws UnusableException {
        if (time == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoDuration.parse(time));
        } catch (IllegalArgumentException e) {
            throw new UnusableException("--for: " + e.getMessage());
        }
    }

    private boolean needsFiles() {
        return processes || server != null;
    }

    private Hosting hosting(Workplace workplace) throws UnusableException {
        if (server != null) {
            Path program = Path.of(server);
            if (!Files.isExecutable(program)) {
                throw new UnusableException(server + " is no program");
            }
            return new Hosting.Program(program.toAbsolutePath(), workplace.directory());
        }
        return processes ? new Hosting.Processes(workplace.directory()) : new Hosting.OneJvm();
    }

    private Screen screen(PrintStream out, Topology topology) throws InterruptedException {
        if (json) {
            return new Screen.Json(out);
        }
        if (plain || out != System.out || !isTerminal()) {
            return new Screen.Lines(out);
        }
        String where = server != null ? "processes of " + server : processes ? "processes" : "one JVM";
        return new Screen.Terminal(
                out, "dialtone simulate: " + topology.nodeNames().size() + " servers, " + where);
    }

    /** Java 21 cannot tell; every Unix has a program that can. */
    private static boolean isTerminal() throws InterruptedException {
        try {
            return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What was asked for cannot be done; the message says why. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }
}
