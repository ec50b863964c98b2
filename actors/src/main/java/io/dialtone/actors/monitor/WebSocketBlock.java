package io.dialtone.actors.monitor;

import io.dialtone.conf.TlsOptions;
import io.dialtone.conf.WebSocketOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The {@code websocket} block of {@code /varz}.
 *
 * @param options of the block
 * @param port that is bound
 * @param certificateNotAfter null without TLS
 */
public record WebSocketBlock(
        WebSocketOptions options, int port, @Nullable Instant certificateNotAfter) implements JsonBody {
    @Override
    public void writeTo(JsonOut out) {
        TlsOptions tls = options.tls();
        out.field("host", options.host());
        out.field("port", port);
        out.opt("advertise", options.advertise());
        out.opt("no_auth_user", options.noAuthUser());
        out.opt("jwt_cookie", options.jwtCookie());
        if (!options.handshakeTimeout().isZero()) {
            out.field("handshake_timeout", options.handshakeTimeout().toNanos());
        }
        if (!options.authTimeout().isZero()) {
            out.field("auth_timeout", options.authTimeout().toMillis() / 1000.0);
        }
        out.opt("no_tls", options.noTls());
        out.opt("tls_map", tls != null && tls.verifyAndMap());
        if (tls != null) {
            out.optStrings(
                    "tls_pinned_certs", tls.pinnedCerts().stream().sorted().toList());
        }
        out.opt("same_origin", options.sameOrigin());
        out.optStrings("allowed_origins", options.allowedOrigins());
        out.opt("compression", options.compression());
        out.opt("tls_cert_not_after", certificateNotAfter);
    }
}
