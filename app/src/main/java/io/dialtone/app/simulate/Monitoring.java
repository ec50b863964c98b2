package io.dialtone.app.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The monitoring port of a server. Each question is a connection of its own: the server may have been another a moment ago. */
public final class Monitoring {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MS = 5_000;

    private final int port;

    public Monitoring(int port) {
        this.port = port;
    }

    /** Whether {@code /healthz} says ok; not so while nobody listens. */
    public boolean healthy() {
        try {
            HttpURLConnection connection = open("/healthz");
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notThere) {
            return false;
        }
    }

    /** The answer, of a server that is there. */
    public JsonNode get(String pathAndQuery) {
        try {
            HttpURLConnection connection = open(pathAndQuery);
            try (InputStream body = connection.getInputStream()) {
                return JSON.readTree(body);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + pathAndQuery + " of port " + port, e);
        }
    }

    private HttpURLConnection open(String pathAndQuery) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + pathAndQuery).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }
}
