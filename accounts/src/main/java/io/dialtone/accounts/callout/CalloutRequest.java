package io.dialtone.accounts.callout;

import io.dialtone.accounts.jwt.AuthorizationRequestClaims;
import io.dialtone.accounts.jwt.ClientInformation;
import io.dialtone.accounts.jwt.ClientTls;
import io.dialtone.accounts.jwt.ConnectOptions;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.ServerId;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.NkeyType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to an authorization service.
 *
 * @param service that is asked
 * @param serverId public key of the server that asks
 * @param userKey public key, made for this request, that the answer must be about: no answer fits a second time
 * @param payload signed, and sealed where the service wants it
 * @param headers a whole header block, empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record CalloutRequest(CalloutService service, String serverId, String userKey, byte[] payload, byte[] headers) {
    private static final String AUDIENCE = "nats-authorization-request";
    private static final String CURVE_KEY_HEADER = "Nats-Server-Xkey";

    /** Makes requests of one server. For any number of threads; takes the processor's time for two signatures. */
    public static final class Maker {
        private final KeyPair signing;
        private final CurveKeyPair curve;
        private final Clock clock;
        private final SecureRandom random = new SecureRandom();

        /**
         * @param signing the server's own
         * @param curve the server's own
         */
        public Maker(KeyPair signing, CurveKeyPair curve, Clock clock) {
            this.signing = signing;
            this.curve = curve;
            this.clock = clock;
        }

        /**
         * A request about a client.
         *
         * @param server its curve key is filled in where requests are sealed
         * @param tls null without TLS
         * @param timeout how long an answer is waited for
         * @throws CalloutException when it cannot be made; the message says why
         */
        public CalloutRequest make(
                CalloutService service,
                ServerId server,
                ClientInformation client,
                ConnectOptions connect,
                @Nullable ClientTls tls,
                Duration timeout)
                throws CalloutException {
            String user = KeyPair.generate(NkeyType.USER, random).publicKey();
            AuthorizationRequestClaims claims = AuthorizationRequestClaims.builder(service.issuer())
                    .audience(AUDIENCE)
                    .expires(clock.instant().plus(timeout).getEpochSecond())
                    .server(service.isSealed() ? withCurveKey(server) : server)
                    .userNkey(user)
                    .client(client)
                    .connectOptions(connect)
                    .tls(tls)
                    .build();
            byte[] token = encode(claims, service).getBytes(StandardCharsets.US_ASCII);
            return new CalloutRequest(
                    service, server.id(), user, service.isSealed() ? seal(token, service) : token, headers(service));
        }

        private ServerId withCurveKey(ServerId server) {
            return new ServerId(
                    server.name(),
                    server.host(),
                    server.id(),
                    server.version(),
                    server.cluster(),
                    server.tags(),
                    curve.publicKey());
        }

        private String encode(AuthorizationRequestClaims claims, CalloutService service) throws CalloutException {
            try {
                return Jwt.encode(claims, signing, clock);
            } catch (JwtException e) {
                throw new CalloutException("Error encoding auth request claim on account \"" + service.account()
                        + "\": " + e.getMessage());
            }
        }

        private byte[] seal(byte[] token, CalloutService service) throws CalloutException {
            try {
                return curve.seal(token, service.curveKey(), random);
            } catch (NkeyException e) {
                throw new CalloutException("Error encrypting auth request claim on account \"" + service.account()
                        + "\": " + e.getMessage());
            }
        }

        private byte[] headers(CalloutService service) {
            String block = "NATS/1.0\r\n" + CURVE_KEY_HEADER + ": " + curve.publicKey() + "\r\n\r\n";
            return service.isSealed() ? block.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        }
    }
}
