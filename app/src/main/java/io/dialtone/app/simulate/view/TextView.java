package io.dialtone.app.simulate.view;

import io.dialtone.app.simulate.Wire;
import io.dialtone.app.simulate.world.Linkage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture in words. */
public final class TextView {

    private static final double NANOS_PER_MS = 1e6;

    private TextView() {}

    /** All of it: each server, and each pair of regions that is linked. */
    public static List<String> table(Picture picture) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %6s %8s %7s %7s %9s %9s",
                "SERVER",
                "PORT",
                "MONITOR",
                "CONNS",
                "SUBS",
                "IN/s",
                "OUT/s"));
        String region = "";
        for (ServerFigures server : picture.servers()) {
            if (!server.region().equals(region) && !server.region().equals(server.name())) {
                lines.add(server.region());
            }
            region = server.region();
            lines.add(row(server));
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-36s %-9s %7s   %s", "LINKS", "", "UP", "ROUND TRIP"));
        picture.links().forEach(link -> lines.add(row(link)));
        return lines;
    }

    private static String row(ServerFigures server) {
        String name = server.region().equals(server.name()) ? server.name() : "  " + server.name();
        if (!server.up()) {
            return String.format(
                    Locale.ROOT, "%-24s %6d %8d %7s", name, server.clientPort(), server.monitorPort(), "down");
        }
        return String.format(
                Locale.ROOT,
                "%-24s %6d %8d %7d %7d %9.0f %9.0f",
                name,
                server.clientPort(),
                server.monitorPort(),
                server.connections(),
                server.subscriptions(),
                server.inPerSecond(),
                server.outPerSecond());
    }

    private static String row(LinkFigures link) {
        Linkage linkage = link.linkage();
        String who =
                linkage.kind() == Wire.Kind.ROUTE ? "within " + linkage.from() : linkage.from() + " -> " + linkage.to();
        return String.format(
                Locale.ROOT,
                "%-36s %-9s %7s   %s",
                who,
                words(linkage.kind()),
                linkage.open() + "/" + linkage.wanted(),
                roundTrip(link));
    }

    private static String roundTrip(LinkFigures link) {
        String set = "set " + ms(link.set());
        return link.measuredMs().isEmpty()
                ? "- (" + set + ")"
                : String.format(Locale.ROOT, "%.1f ms (%s)", link.measuredMs().getAsDouble(), set);
    }

    private static String ms(Duration duration) {
        double ms = duration.toNanos() / NANOS_PER_MS;
        return ms == Math.rint(ms) ? (long) ms + " ms" : String.format(Locale.ROOT, "%.1f ms", ms);
    }

    private static String words(Wire.Kind kind) {
        return switch (kind) {
            case ROUTE -> "routes";
            case GATEWAY -> "gateways";
            case LEAF -> "leaf";
        };
    }

    /** The whole in one line. */
    public static String line(Picture picture) {
        return String.format(
                Locale.ROOT,
                "%5d s  servers %d/%d  routes %s  gateways %s  leafs %s  conns %.0f  subs %.0f  in %.0f/s  out %.0f/s",
                picture.since().toSeconds(),
                picture.up(),
                picture.servers().size(),
                links(picture, Wire.Kind.ROUTE),
                links(picture, Wire.Kind.GATEWAY),
                links(picture, Wire.Kind.LEAF),
                picture.sum(ServerFigures::connections),
                picture.sum(ServerFigures::subscriptions),
                picture.sum(ServerFigures::inPerSecond),
                picture.sum(ServerFigures::outPerSecond));
    }

    private static String links(Picture picture, Wire.Kind kind) {
        int open = 0;
        int wanted = 0;
        for (LinkFigures link : picture.links()) {
            if (link.linkage().kind() == kind) {
                open += link.linkage().open();
                wanted += link.linkage().wanted();
            }
        }
        return open + "/" + wanted;
    }
}
