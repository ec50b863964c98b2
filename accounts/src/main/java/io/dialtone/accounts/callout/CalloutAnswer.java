package io.dialtone.accounts.callout;

import io.dialtone.accounts.ConnectionType;
import io.dialtone.accounts.jwt.AuthorizationResponseClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.TimeWindow;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.jwt.UserRights;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.conf.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A user that an authorization service vouches for, all that an answer itself can tell having been checked. The account is still to be
 * looked up; in operator mode that account must know who signed the user, and the scope of that key is still to be applied.
 *
 * @param claims of the user
 * @param token that says so
 * @param account a name, or a public key in operator mode
 * @param expires when the user's time is over; null: never
 */
public record CalloutAnswer(
        UserClaims claims,
        String token,
        String account,
        @Nullable Instant expires) {
    private static final String TOKEN_START = "eyJ";

    /** Judges answers for one server. For any number of threads; takes the processor's time for two signatures. */
    public static final class Judge {
        private final CurveKeyPair curve;
        private final Clock clock;

        /**
         * @param curve the server's own
         * @param clock also tells the time zone of users that name none
         */
        public Judge(CurveKeyPair curve, Clock clock) {
            this.curve = curve;
            this.clock = clock;
        }

        /**
         * Judges an answer.
         *
         * @param payload without headers
         * @param throughProxy whether the client came through a trusted proxy
         * @param proxyRequired whether it should have, whatever the answer says
         * @throws CalloutException the first thing that is wrong with it
         */
        public CalloutAnswer judge(CalloutRequest request, byte[] payload, boolean throughProxy, boolean proxyRequired)
                throws CalloutException {
            CalloutService service = request.service();
            String token = userToken(request, payload);
            UserClaims user = decode(token);
            if ((proxyRequired || user.rights().proxyRequired()) && !throughProxy) {
                throw new CalloutException("proxy connection required", true);
            }
            Instant now = clock.instant();
            Validation validation = user.validate(now);
            if (!validation.isEmpty()) {
                throw new CalloutException(
                        "Error validating user JWT: " + validation.issues().getFirst());
            }
            String account = GoText.quote(service.account());
            if (!user.subject().equals(request.userKey())) {
                throw new CalloutException("Expected authorized user of " + GoText.quote(request.userKey())
                        + " but got " + GoText.quote(user.subject()) + " on account " + account);
            }
            Duration open = user.rights().openFor(now, clock.getZone());
            if (open == null) {
                throw new CalloutException("authorized user on account " + account + " outside of valid connect times");
            }
            if (namesOnlyUnknownTypes(user.rights())) {
                throw new CalloutException("authorized user on account " + account + " using invalid connection type");
            }
            return new CalloutAnswer(user, token, placement(user, service), expiry(user, open, now));
        }

        private String userToken(CalloutRequest request, byte[] payload) throws CalloutException {
            CalloutService service = request.service();
            String account = GoText.quote(service.account());
            if (payload.length == 0) {
                throw new CalloutException("auth callout violation: \"no reason supplied\" on account " + account);
            }
            String text = new String(payload, StandardCharsets.ISO_8859_1);
            boolean sealed = service.isSealed() && !text.startsWith(TOKEN_START);
            AuthorizationResponseClaims response = response(sealed ? open(payload, service) : text);
            Validation validation = response.validate(clock.instant());
            if (!validation.isEmpty()) {
                throw new CalloutException("authorization response had validation errors: "
                        + validation.issues().getFirst());
            }
            if (!response.subject().equals(request.userKey())) {
                throw new CalloutException("auth callout violation: auth callout response is not for expected user");
            }
            if (!response.audience().equals(request.serverId())) {
                throw new CalloutException("auth callout violation: auth callout response is not for server");
            }
            if (!response.error().isEmpty()) {
                throw new CalloutException("auth callout service returned an error: " + response.error());
            }
            String signer = response.issuerAccount().isEmpty() ? response.issuer() : response.issuerAccount();
            // Who can seal an answer for this server has the key that the configuration names.
            if (!sealed && !service.signers().contains(signer)) {
                throw new CalloutException("auth callout signing key is unknown");
            }
            return response.jwt();
        }

        private String open(byte[] payload, CalloutService service) throws CalloutException {
            try {
                return new String(curve.open(payload, service.curveKey()), StandardCharsets.ISO_8859_1);
            } catch (NkeyException e) {
                throw new CalloutException("error decrypting auth callout response on account "
                        + GoText.quote(service.account()) + ": " + e.getMessage());
            }
        }

        private static AuthorizationResponseClaims response(String token) throws CalloutException {
            try {
                return Jwt.decodeAuthorizationResponse(token);
            } catch (JwtException e) {
                throw new CalloutException(e.getMessage());
            }
        }

        private static UserClaims decode(String token) throws CalloutException {
            try {
                return Jwt.decodeUser(token);
            } catch (JwtException e) {
                throw new CalloutException(e.getMessage());
            }
        }

        private static boolean namesOnlyUnknownTypes(UserRights rights) {
            return Arrays.stream(ConnectionType.values()).noneMatch(rights::admits);
        }

        /** The account that the user is put into. */
        private static String placement(UserClaims user, CalloutService service) throws CalloutException {
            String account = GoText.quote(service.account());
            if (service.isOperatorMode()) {
                String issuer = user.accountId();
                if (!issuer.equals(service.issuer()) && !service.mayPlaceInto(issuer)) {
                    throw new CalloutException("account " + GoText.quote(user.issuer())
                            + " not permitted as valid account option for auth callout for account " + account);
                }
                return issuer;
            }
            if (!user.issuerAccount().isEmpty()) {
                throw new CalloutException(
                        "error non operator mode account " + account + ": attempted to use issuer_account");
            }
            if (!user.issuer().equals(service.issuer())) {
                throw new CalloutException("wrong issuer for auth callout response on account " + account
                        + ", expected " + GoText.quote(service.issuer()) + " got " + GoText.quote(user.issuer()));
            }
            return user.audience();
        }

        /** The end of the claims or of the time of day, whichever comes first; claims end with whole seconds. */
        private static @Nullable Instant expiry(UserClaims user, Duration open, Instant now) {
            Instant window = open.equals(TimeWindow.ALWAYS) ? null : now.plus(open);
            if (user.expires() == 0) {
                return window;
            }
            Instant end = now.plusSeconds(Math.max(0, user.expires() - now.getEpochSecond()));
            return window != null && window.isBefore(end) ? window : end;
        }
    }

    /** What is wrong when there is no such account. */
    public CalloutException withoutAccount(CalloutService service) {
        return new CalloutException("no valid account " + GoText.quote(account)
                + " for auth callout response on account " + GoText.quote(service.account()) + ": account missing");
    }
}
