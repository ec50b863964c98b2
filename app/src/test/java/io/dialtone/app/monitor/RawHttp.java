package io.dialtone.app.monitor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP client that sends exactly what it is told, odd paths and methods included, and ends each connection. */
final class RawHttp {

    private static final int DEADLINE_MS = 60_000;

    /** A response; header names in lower case. */
    record Response(int code, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private RawHttp() {}

    static Response get(int port, String target) {
        return request(port, "GET", target, "");
    }

    static Response request(int port, String method, String target, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return send(
                port,
                method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + length + "\r\n"
                        + body);
    }

    /** Sends the text as it is and reads until the server closes. */
    static Response send(int port, String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return exchange(socket, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Response exchange(Socket socket, String text) throws IOException {
        socket.setSoTimeout(DEADLINE_MS);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return parse(socket.getInputStream().readAllBytes());
    }

    private static Response parse(byte[] bytes) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = latin.indexOf("\r\n\r\n");
        String[] lines = latin.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        String body = latin.substring(end + 4);
        String whole = "chunked".equals(headers.get("transfer-encoding")) ? joinChunks(body) : body;
        String text = new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new Response(Integer.parseInt(lines[0].split(" ")[1]), headers, text);
    }

    private static String joinChunks(String chunks) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunks.length()) {
            int lineEnd = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, lineEnd), 16);
            joined.writeBytes(chunks.substring(lineEnd + 2, lineEnd + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
            at = size == 0 ? chunks.length() : lineEnd + 2 + size + 2;
        }
        return joined.toString(StandardCharsets.ISO_8859_1);
    }
}
