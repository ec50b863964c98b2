package io.dialtone.app.differential;

import io.dialtone.app.testkit.RawClient;
import java.util.List;

/** Takes what a server sends apart, as far as comparing needs it. */
final class Frames {

    private Frames() {}

    /** Adds each frame up to the next PONG, which is left out, as are PINGs; false when the connection ended first. */
    static boolean readThroughPong(RawClient client, List<String> frames) {
        while (true) {
            String line = client.readLineOrEof();
            if (line == null || line.equals("PONG")) {
                return line != null;
            }
            // Two seconds after it has come each client is asked, whatever it is doing.
            if (!line.equals("PING")) {
                frames.add(line + body(client, line));
            }
        }
    }

    private static String body(RawClient client, String line) {
        if (!line.startsWith("MSG ") && !line.startsWith("HMSG ")) {
            return "";
        }
        int size = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
        return "\r\n" + client.read(size + 2);
    }
}
