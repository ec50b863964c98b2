package io.dialtone.app.simulate.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.simulate.world.Linkage;
import java.util.Locale;

/** A picture, or something that happened, as one line of JSON. */
public final class JsonView {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double NANOS_PER_MS = 1e6;
    private static final double MS_PER_SECOND = 1e3;

    private JsonView() {}

    public static String line(Picture picture) {
        ObjectNode line = JSON.createObjectNode();
        line.put("type", "figures").put("seconds", picture.since().toMillis() / MS_PER_SECOND);
        var servers = line.putArray("servers");
        picture.servers().forEach(server -> add(servers.addObject(), server));
        var links = line.putArray("links");
        picture.links().forEach(link -> add(links.addObject(), link));
        return line.toString();
    }

    private static void add(ObjectNode into, ServerFigures server) {
        into.put("name", server.name()).put("region", server.region()).put("up", server.up());
        into.put("port", server.clientPort()).put("monitor_port", server.monitorPort());
        into.put("connections", server.connections()).put("subscriptions", server.subscriptions());
        into.put("in_msgs_per_second", rounded(server.inPerSecond()));
        into.put("out_msgs_per_second", rounded(server.outPerSecond()));
    }

    private static void add(ObjectNode into, LinkFigures link) {
        Linkage linkage = link.linkage();
        into.put("kind", linkage.kind().name().toLowerCase(Locale.ROOT));
        into.put("from", linkage.from()).put("to", linkage.to());
        into.put("open", linkage.open()).put("wanted", linkage.wanted());
        into.put("set_rtt_ms", link.set().toNanos() / NANOS_PER_MS);
        link.measuredMs().ifPresent(ms -> into.put("rtt_ms", ms));
    }

    private static double rounded(double value) {
        return Math.rint(value * 10) / 10;
    }

    /** Something that happened. */
    public static String event(String text) {
        return JSON.createObjectNode().put("type", "event").put("text", text).toString();
    }
}
