package io.dialtone.app.simulate.command;

import io.dialtone.app.simulate.Description;
import io.dialtone.app.simulate.Topology;
import io.dialtone.app.simulate.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What can be typed while a simulation runs. Never throws for what somebody may type. */
final class Commands {

    private static final String KNOWN =
            "kill SERVER, restart SERVER, rtt REGION REGION TIME, partition REGION, heal, show, quit";

    private final World world;

    Commands(World world) {
        this.world = world;
    }

    /** What became of a line. */
    sealed interface Outcome {

        /** @param text what was done, or what is wrong */
        record Done(String text) implements Outcome {}

        record Show() implements Outcome {}

        record Quit() implements Outcome {}
    }

    Outcome run(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        String verb = words.getFirst().toLowerCase(Locale.ROOT);
        try {
            return switch (words.size() + " " + verb) {
                case "1 quit", "1 exit", "1 q" -> new Outcome.Quit();
                case "1 show", "1 " -> new Outcome.Show();
                case "1 heal" -> {
                    world.wires().heal();
                    yield new Outcome.Done("healed: links are made again within seconds");
                }
                case "2 kill" -> {
                    world.kill(words.get(1));
                    yield new Outcome.Done(words.get(1) + " is dead");
                }
                case "2 restart" -> {
                    world.restart(words.get(1));
                    yield new Outcome.Done(words.get(1) + " is up");
                }
                case "2 partition" -> {
                    world.wires().partition(region(words.get(1)));
                    yield new Outcome.Done(words.get(1) + " is cut off");
                }
                case "4 rtt" -> rtt(region(words.get(1)), region(words.get(2)), words.get(3));
                default -> new Outcome.Done("\"" + line + "\" is none of: " + KNOWN);
            };
        } catch (IllegalArgumentException | IOException e) {
            return new Outcome.Done(String.valueOf(e.getMessage()));
        }
    }

    private Outcome rtt(String region, String other, String text) {
        if (region.equals(other)) {
            throw new IllegalArgumentException("there is no distance within " + region);
        }
        Duration rtt = Description.rtt(text);
        world.wires().rtt(region, other, rtt);
        return new Outcome.Done("from " + region + " to " + other + " and back takes " + text + " now");
    }

    private String region(String name) {
        Topology topology = world.topology();
        boolean known = topology.clusters().stream()
                        .anyMatch(cluster -> cluster.name().equals(name))
                || topology.leaves().stream().anyMatch(leaf -> leaf.name().equals(name));
        if (!known) {
            throw new IllegalArgumentException("there is no region " + name);
        }
        return name;
    }
}
