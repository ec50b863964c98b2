package io.dialtone.streams.ws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The side that connects: a leaf node. One for each attempt. */
public final class DialledUpgrade implements Upgrade {
    private static final int KEY_BYTES = 16;
    private static final byte[] NOTHING = {};

    private final String hostPort;
    private final String path;
    private final boolean compression;
    private final boolean noMasking;
    private final String key;

    /**
     * @param hostPort that is connected to, as the request names it
     * @param path of the address that was configured; {@code /leafnode} is put behind it
     * @param compression whether to ask for it
     * @param noMasking whether to ask to be let off masking
     */
    public DialledUpgrade(
            String hostPort, String path, boolean compression, boolean noMasking, RandomGenerator random) {
        this.hostPort = hostPort;
        this.path = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + "/leafnode";
        this.compression = compression;
        this.noMasking = noMasking;
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean refuses() {
        return false;
    }

    @Override
    public byte[] opening() {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + hostPort + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n"
                + (compression ? "Sec-WebSocket-Extensions: " + AcceptedUpgrade.EXTENSION + "\r\n" : "")
                + (noMasking ? AcceptedUpgrade.NO_MASKING + ": true\r\n" : "") + "\r\n";
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Outcome head(@Nullable HttpHead head, int early, Instant now) {
        if (head == null
                || !head.first().get(1).equals("101")
                || !head.field("Upgrade").equalsIgnoreCase("websocket")
                || !head.field("Connection").equalsIgnoreCase("upgrade")
                || !head.field("Sec-WebSocket-Accept").equals(Upgrade.acceptKey(key))) {
            return refuse("invalid websocket connection");
        }
        List<String> agreed = compression
                ? head.extensions().stream()
                        .filter(extension -> extension.contains("permessage-deflate"))
                        .findFirst()
                        .orElse(List.of())
                : List.of();
        boolean deflate = !agreed.isEmpty();
        if (deflate
                && !(agreed.contains("server_no_context_takeover") && agreed.contains("client_no_context_takeover"))) {
            return refuse("compression negotiation error");
        }
        boolean unmasked = noMasking && head.field(AcceptedUpgrade.NO_MASKING).equals("true");
        return new Outcome.Agreed(NOTHING, new WebSocketTerms(deflate, false, !unmasked, 0, 0), null);
    }

    @Override
    public Outcome tooLong() {
        return refuse("invalid websocket connection");
    }

    private static Outcome refuse(String why) {
        return new Outcome.Refused(NOTHING, why, false);
    }
}
