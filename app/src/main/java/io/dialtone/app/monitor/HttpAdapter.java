package io.dialtone.app.monitor;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.ResponseEntity;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Between Akka HTTP's requests and responses and ours. */
final class HttpAdapter {

    /** From this size on nats-server sends a reply in chunks. */
    private static final int CHUNKED_ABOVE = 2048;

    private static final RawHeader ANY_ORIGIN = RawHeader.create("Access-Control-Allow-Origin", "*");
    private static final RawHeader NO_SNIFFING = RawHeader.create("X-Content-Type-Options", "nosniff");
    private static final ContentType.WithCharset TEXT =
            ContentTypes.create(MediaTypes.TEXT_PLAIN, HttpCharsets.custom("utf-8"));
    private static final ContentType.WithCharset HTML =
            ContentTypes.create(MediaTypes.TEXT_HTML, HttpCharsets.custom("utf-8"));
    private static final ContentType METRICS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private static final ContentType STYLE = ContentTypes.parse("text/css; charset=utf-8");
    private static final ContentType SCRIPT = ContentTypes.parse("text/javascript; charset=utf-8");
    private static final ContentType IMAGE = ContentTypes.parse("image/svg+xml");

    /** Nothing from elsewhere, nothing written into the page, and the page in no frame of another. */
    private static final List<HttpHeader> STRICT = List.of(
            RawHeader.create(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cache-Control", "no-cache"),
            NO_SNIFFING);

    private static final RawHeader WHO_ARE_YOU =
            RawHeader.create("WWW-Authenticate", "Basic realm=\"monitoring\", charset=\"UTF-8\"");

    private final Endpoints endpoints;
    private final MonitorAccess access;
    private final Materializer materializer;

    HttpAdapter(Endpoints endpoints, MonitorAccess access, Materializer materializer) {
        this.endpoints = endpoints;
        this.access = access;
        this.materializer = materializer;
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        request.discardEntityBytes(materializer);
        String target = request.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> request.getUri().toString());
        int question = target.indexOf('?');
        String rawPath = question < 0 ? target : target.substring(0, question);
        String rawQuery = question < 0 ? "" : target.substring(question + 1);
        // Akka's own path has its dots resolved already; for a proxy's request, with a whole URI, that must do.
        String path = rawPath.startsWith("/")
                ? Escapes.decode(rawPath, false).orElse(rawPath)
                : request.getUri().path();
        if (!access.admits(authorization(request)) && !endpoints.isForAll(path)) {
            return CompletableFuture.completedFuture(response(Reply.unauthorized()));
        }
        boolean isRead =
                request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
        return endpoints.answer(path, rawQuery, isRead).thenApply(HttpAdapter::response);
    }

    private static @Nullable String authorization(HttpRequest request) {
        return request.getHeader("Authorization").map(HttpHeader::value).orElse(null);
    }

    private static HttpResponse response(Reply reply) {
        HttpResponse response = HttpResponse.create().withStatus(reply.code()).withEntity(entity(reply));
        if (reply.anyOrigin()) {
            response = response.addHeader(ANY_ORIGIN);
        }
        if (reply.code() == 404 && reply.kind() == Reply.Kind.TEXT && reply.body()[reply.body().length - 1] == '\n') {
            response = response.addHeader(NO_SNIFFING);
        }
        if (reply.code() == 401) {
            response = response.addHeader(WHO_ARE_YOU);
        }
        if (reply.kind().isDashboard()) {
            response = response.addHeaders(STRICT);
        }
        String location = reply.location();
        return location == null ? response : response.addHeader(RawHeader.create("Location", location));
    }

    private static ResponseEntity entity(Reply reply) {
        ContentType type = contentType(reply.kind());
        return reply.body().length > CHUNKED_ABOVE
                ? HttpEntities.createChunked(type, Source.single(ByteString.fromArrayUnsafe(reply.body())))
                : HttpEntities.create(type, reply.body());
    }

    private static ContentType contentType(Reply.Kind kind) {
        return switch (kind) {
            case JSON -> ContentTypes.APPLICATION_JSON;
            case TEXT -> TEXT;
            case HTML, PAGE -> HTML;
            case METRICS -> METRICS;
            case STYLE -> STYLE;
            case SCRIPT -> SCRIPT;
            case IMAGE -> IMAGE;
        };
    }
}
