package io.dialtone.app.simulate.scenario;

import io.dialtone.app.simulate.world.World;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One service whose members, on every server of some regions, are one queue group. Each answers with the name of its region. */
final class Members implements AutoCloseable {

    static final String SUBJECT = "service.alert";
    private static final String GROUP = "alerts";

    private final World world;
    private final Map<String, Map<String, Client>> byRegion = new HashMap<>();

    Members(World world) {
        this.world = world;
    }

    /** Lets there be members in these regions and in no other. Those that end do so without a word. */
    void only(Set<String> regions) throws IOException {
        byRegion.forEach((region, clients) -> {
            if (!regions.contains(region)) {
                clients.values().forEach(Client::close);
            }
        });
        byRegion.keySet().retainAll(regions);
        for (String region : regions) {
            fill(region, byRegion.computeIfAbsent(region, none -> new HashMap<>()));
        }
    }

    /** Connects those again that have lost their server, where it is there again. */
    void mend() {
        try {
            only(Set.copyOf(byRegion.keySet()));
        } catch (IOException e) {
            // A server is on its way up or down: another time.
        }
    }

    private void fill(String region, Map<String, Client> members) throws IOException {
        members.values().removeIf(client -> !client.isOpen());
        for (String node : world.topology().nodesOf(region)) {
            if (world.isUp(node) && !members.containsKey(node)) {
                members.put(node, member(region, node));
            }
        }
    }

    private Client member(String region, String node) throws IOException {
        return Client.connect(
                world.clientPort(node),
                "member-" + node,
                SUBJECT + " " + GROUP,
                (client, message) -> answer(client, message, region));
    }

    private static void answer(Client client, Client.Message message, String region) {
        if (message.reply().isEmpty()) {
            return;
        }
        try {
            client.publish(message.reply(), "", region);
        } catch (IOException e) {
            client.close();
        }
    }

    @Override
    public void close() {
        byRegion.values().forEach(clients -> clients.values().forEach(Client::close));
        byRegion.clear();
    }
}
