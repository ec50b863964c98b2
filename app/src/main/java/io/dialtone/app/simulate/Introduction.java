package io.dialtone.app.simulate;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first lines that a caller and a server exchange, read until they tell who calls. A server speaks first: its line goes through at
 * once, or the caller would say nothing.
 */
final class Introduction {

    private static final int PATIENCE_MS = 5_000;
    private static final int PIECE = 4096;
    private static final int MOST = 64 * 1024;

    private final Link link;
    private final byte[] said;

    private Introduction(Link link, byte[] said) {
        this.link = link;
        this.said = said;
    }

    /**
     * Listens to both until a line of the caller tells its link.
     *
     * @throws IOException when one of them ends, or the caller does not say
     */
    static Introduction hear(Socket caller, Socket server, Function<String, Optional<Link>> links) throws IOException {
        caller.setSoTimeout(PATIENCE_MS);
        server.setSoTimeout(PATIENCE_MS);
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        while (greeting.size() == 0 || lineEnd(greeting.toByteArray(), 0) < 0) {
            read(server.getInputStream(), greeting);
        }
        caller.getOutputStream().write(greeting.toByteArray());
        Introduction introduction = hearCaller(caller.getInputStream(), links);
        caller.setSoTimeout(0);
        server.setSoTimeout(0);
        return introduction;
    }

    private static Introduction hearCaller(InputStream in, Function<String, Optional<Link>> links) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int from = 0;
        while (true) {
            read(in, said);
            byte[] bytes = said.toByteArray();
            for (int end = lineEnd(bytes, from); end >= 0; end = lineEnd(bytes, from)) {
                Optional<Link> link = links.apply(new String(bytes, from, end - from, StandardCharsets.UTF_8));
                if (link.isPresent()) {
                    return new Introduction(link.get(), bytes);
                }
                from = end + 1;
            }
        }
    }

    private static void read(InputStream in, ByteArrayOutputStream into) throws IOException {
        byte[] piece = new byte[PIECE];
        int n = in.read(piece);
        if (n < 0 || into.size() > MOST) {
            throw new EOFException("nobody was introduced");
        }
        into.write(piece, 0, n);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    Link link() {
        return link;
    }

    /** What the caller has said so far, which the server has not had yet. */
    byte[] said() {
        return said;
    }
}
