package io.dialtone.app.routes;

import io.dialtone.app.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;

/** The other end of one route, by hand: a server of cluster {@code C} with a pool of one. */
final class RawRoute implements AutoCloseable {
    private final RawClient wire;

    private RawRoute(RawClient wire) {
        this.wire = wire;
    }

    /** Connects as the server's one route, or, where an account is named, as the one that is dedicated to it. */
    static RawRoute connect(int port, String account) {
        RawClient wire = RawClient.open(port);
        wire.readInfo();
        wire.send(
                "CONNECT {\"echo\":false,\"verbose\":false,\"pedantic\":false,\"tls_required\":false,\"name\":\"RAW\","
                        + "\"headers\":true,\"cluster\":\"C\",\"dynamic\":false,\"lnoc\":true}\r\n"
                        + "INFO {\"server_id\":\"RAW\",\"server_name\":\"raw\",\"version\":\"2.15.1\",\"host\":\"127.0.0.1\",\"port\":1,"
                        + "\"headers\":true,\"max_payload\":1048576,\"proto\":1,\"cluster\":\"C\",\"lnoc\":true,"
                        + "\"route_pool_size\":1,\"route_pool_idx\":0"
                        + (account.isEmpty() ? "" : ",\"route_account\":\"" + account + "\"") + "}\r\n");
        RawRoute route = new RawRoute(wire);
        route.flush();
        return route;
    }

    RawRoute send(String bytes) {
        wire.send(bytes);
        return this;
    }

    /** Waits until all that was sent has been taken; returns the lines that came meanwhile. */
    List<String> flush() {
        wire.send("PING\r\n");
        List<String> came = new ArrayList<>();
        for (String line = wire.readLine(); !line.equals("PONG"); line = wire.readLine()) {
            if (line.equals("PING")) {
                wire.send("PONG\r\n");
            } else {
                came.add(line);
            }
        }
        return came;
    }

    @Override
    public void close() {
        wire.close();
    }
}
