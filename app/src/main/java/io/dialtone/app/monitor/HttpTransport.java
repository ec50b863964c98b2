package io.dialtone.app.monitor;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import java.util.Iterator;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** What happens to the bytes of one connection. */
final class HttpTransport {

    private static final byte TLS_HANDSHAKE = 0x16;
    private static final ByteString NOT_TLS = ByteString.fromString("""
            HTTP/1.0 400 Bad Request\r
            \r
            Client sent an HTTP request to an HTTPS server.
            """);

    private HttpTransport() {}

    /**
     * Bytes in, bytes out.
     *
     * @param tls makes an engine for each connection, null for plain HTTP
     */
    static Flow<ByteString, ByteString, NotUsed> flow(
            ActorSystem system, Flow<HttpRequest, HttpResponse, NotUsed> handler, @Nullable Supplier<SSLEngine> tls) {
        BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> http =
                Http.get(system).serverLayer();
        if (tls == null) {
            return http.atop(plain()).reversed().join(handler);
        }
        Flow<ByteString, ByteString, NotUsed> secure = http.atop(
                        TLS.create(() -> engine(tls.get()), TLSClosing.eagerClose()))
                .reversed()
                .join(handler);
        return Flow.of(ByteString.class)
                .flatMapPrefix(
                        1,
                        first -> beginsTls(first)
                                ? Flow.of(ByteString.class)
                                        .prepend(Source.from(first))
                                        .via(secure)
                                : Flow.fromSinkAndSource(Sink.cancelled(), Source.single(NOT_TLS)))
                .mapMaterializedValue(nested -> NotUsed.getInstance());
    }

    private static boolean beginsTls(Iterable<ByteString> first) {
        Iterator<ByteString> bytes = first.iterator();
        return bytes.hasNext() && bytes.next().head() == TLS_HANDSHAKE;
    }

    /** The placebo with the type that real TLS has. */
    private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
        return BidiFlow.fromFlows(
                        Flow.of(SslTlsOutbound.class),
                        Flow.of(SessionBytes.class).map(SslTlsInbound.class::cast))
                .atop(TLSPlacebo.getInstance());
    }

    private static SSLEngine engine(SSLEngine engine) {
        engine.setUseClientMode(false);
        return engine;
    }
}
