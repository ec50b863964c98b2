package io.dialtone.app.simulate.scenario;

import io.dialtone.app.simulate.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One service whose members, on every server of some regions, are one queue group. Each answers with the name of its region. */
final class Members implements AutoCloseable {

    static final String SUBJECT = "service.alert";
    private static final String GROUP = "alerts";

    private final World world;
    private final Map<String, List<Client>> byRegion = new HashMap<>();

    Members(World world) {
        this.world = world;
    }

    /** Lets there be members in these regions and in no other. Those that end do so without a word. */
    void only(Set<String> regions) throws IOException {
        for (String gone : Set.copyOf(byRegion.keySet())) {
            if (!regions.contains(gone)) {
                byRegion.remove(gone).forEach(Client::close);
            }
        }
        for (String region : regions) {
            if (!byRegion.containsKey(region)) {
                List<Client> clients = new ArrayList<>();
                byRegion.put(region, clients);
                for (String node : world.topology().nodesOf(region)) {
                    if (world.isUp(node)) {
                        clients.add(member(region, node));
                    }
                }
            }
        }
    }

    /** Connects those again that have lost their server, where it is there again. */
    void mend() {
        Set<String> regions = byRegion.entrySet().stream()
                .filter(entry -> entry.getValue().stream().allMatch(Client::isOpen)
                        && entry.getValue().size() == up(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> all = Set.copyOf(byRegion.keySet());
        try {
            only(regions);
            only(all);
        } catch (IOException e) {
            // The server is on its way up or down: another time.
        }
    }

    private long up(String region) {
        return world.topology().nodesOf(region).stream().filter(world::isUp).count();
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
        byRegion.values().forEach(clients -> clients.forEach(Client::close));
        byRegion.clear();
    }
}
