package io.dialtone.accounts.resolver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server: {@code GET <url>/<account>} answers 200 with the token. An answer has to be whole within the timeout, and no longer
 * than a token may be.
 */
public final class UrlResolver implements AccountResolver {
    /** How long an answer may take. */
    public static final Duration TIMEOUT = Duration.ofMillis(1900);

    private static final int LONGEST = 1024 * 1024;
    private static final int OK = 200;

    private final String url;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * @param url a slash is appended where it lacks one
     * @param tls for {@code https}; null for the trust of this Java runtime
     */
    public UrlResolver(String url, Duration timeout, @Nullable SSLContext tls) {
        this.url = url.endsWith("/") ? url : url + "/";
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeout);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
    }

    /** Whether anybody is home: the URL itself has to answer 200. */
    public void probe() throws ResolverException {
        get("");
    }

    @Override
    public String fetch(String account) throws ResolverException {
        return get(account);
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public void store(String account, String token) throws ResolverException {
        throw new ResolverException("store operation not supported for URL Resolver");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private String get(String path) throws ResolverException {
        String asked = url + path;
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(asked)).timeout(timeout).build();
            answer = client.sendAsync(request, UrlResolver::body);
        } catch (IllegalArgumentException e) {
            String scheme = asked.contains("://") ? asked.substring(0, asked.indexOf("://")) : "";
            String why = "Get " + quoted(asked) + ": unsupported protocol scheme " + quoted(scheme);
            throw new ResolverException(failure(asked, why), e);
        }
        try {
            return token(asked, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResolverException(failure(asked, "interrupted"), e);
        } catch (TimeoutException e) {
            // ends the exchange, however slowly the answer trickles in
            answer.cancel(true);
            throw new ResolverException(failure(asked, late(asked)), e);
        } catch (ExecutionException e) {
            throw failed(asked, e.getCause());
        }
    }

    private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
        return info.statusCode() == OK ? new LimitedBody(LONGEST) : BodySubscribers.replacing(new byte[0]);
    }

    private static String token(String asked, HttpResponse<byte[]> response) throws ResolverException {
        if (response.statusCode() != OK) {
            throw new ResolverException(failure(asked, status(response.statusCode())));
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static ResolverException failed(String asked, @Nullable Throwable cause) {
        if (cause == null) {
            return new ResolverException(failure(asked, "no response"));
        }
        if (cause instanceof HttpTimeoutException) {
            return new ResolverException(failure(asked, late(asked)), cause);
        }
        String text = cause.getMessage();
        String shown = text == null ? cause.getClass().getSimpleName() : text;
        return new ResolverException(failure(asked, "Get " + quoted(asked) + ": " + shown), cause);
    }

    private static String late(String asked) {
        return "Get " + quoted(asked) + ": context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    }

    private static String failure(String asked, String why) {
        return "could not fetch <" + quoted(asked) + ">: " + why;
    }

    private static String quoted(String asked) {
        return '"' + asked + '"';
    }

    /** As Go writes a status: with its words, where they are common. */
    private static String status(int code) {
        String words = switch (code) {
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 500 -> " Internal Server Error";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            default -> "";
        };
        return code + words;
    }
}
