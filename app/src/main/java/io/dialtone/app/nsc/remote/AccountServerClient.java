package io.dialtone.app.nsc.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks an account server over HTTP. Answers of more than 4 MiB are refused. */
public final class AccountServerClient {
    private static final int TIMEOUT_MS = 5_000;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private AccountServerClient() {}

    /**
     * What a server answered.
     *
     * @param status of HTTP
     * @param body text
     */
    public record Answer(int status, String body) {
        /** Whether it took what it was sent, or will have it signed first. */
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** Whether a text is an address that this can ask. */
    public static boolean isUrl(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Where a server keeps an account. */
    public static String accountUrl(String server, String publicKey) {
        return below(server, "accounts/" + publicKey);
    }

    /** Where a server keeps its operator. */
    public static String operatorUrl(String server) {
        return below(server, "operator");
    }

    private static String below(String server, String path) {
        return server.endsWith("/") ? server + path : server + "/" + path;
    }

    /** The text at an address. */
    public static String get(String url) throws RemoteException {
        Answer answer = ask("GET", url, null);
        if (!answer.isGood()) {
            throw new RemoteException("the server answered " + answer.status() + " "
                    + answer.body().strip());
        }
        return answer.body();
    }

    /** What is said at an address, whatever the status is. */
    public static Answer ask(String url) throws RemoteException {
        return ask("GET", url, null);
    }

    /** Sends a token to an address. */
    public static Answer post(String url, String token) throws RemoteException {
        return ask("POST", url, token.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer ask(String method, String url, byte @Nullable [] body) throws RemoteException {
        try {
            if (!(new URI(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
                throw new RemoteException("\"" + url + "\" is not an address of HTTP");
            }
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setRequestMethod(method);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/jwt");
                connection.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            return new Answer(status, stream == null ? "" : text(stream));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RemoteException("\"" + url + "\" is not an address", e);
        } catch (RemoteException e) {
            throw e;
        } catch (IOException e) {
            throw new RemoteException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RemoteException("the answer has more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
