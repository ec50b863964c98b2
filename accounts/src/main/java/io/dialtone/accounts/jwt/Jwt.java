package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.Base32;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.accounts.keys.PublicNkey;
import io.dialtone.conf.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;

/**
 * Reads and writes tokens: {@code base64(header).base64(payload).base64(signature)}, the signature made with the key that the payload names
 * as issuer. Tokens of the first version of the format, whose signature covers the payload alone, are read and brought to the
 * second; only the second is written. Whether the issuer is to be trusted is for the caller to judge.
 */
public final class Jwt {
    /** The version of the format that is written. */
    public static final int VERSION = 2;
    /** Characters that a token may have: 1 MiB. */
    public static final int MAX_SIZE = 1024 * 1024;

    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";
    private static final String OLD_ALGORITHM = "ed25519";
    private static final String ALGORITHM = "ed25519-nkey";

    private Jwt() {}

    /** A token cut into its parts, as text. */
    private record Parts(String header, String payload, String signature) {
        static Parts of(String token) throws JwtException {
            if (token.length() > MAX_SIZE) {
                throw new JwtException(
                        "token size " + token.length() + " exceeds maximum of " + MAX_SIZE + " bytes: token too large");
            }
            String[] chunks = token.split("\\.", -1);
            if (chunks.length != 3) {
                throw new JwtException("expected 3 chunks");
            }
            return new Parts(chunks[0], chunks[1], chunks[2]);
        }

        /** The first version signed the payload alone. */
        boolean isSignedBy(String issuer, boolean firstVersion) throws JwtException {
            byte[] bytes = bytes(signature);
            PublicNkey key = PublicNkey.of(issuer);
            String signed = firstVersion ? payload : header + "." + payload;
            return key != null && key.verify(signed.getBytes(StandardCharsets.UTF_8), bytes);
        }
    }

    /**
     * Reads a token of any kind and verifies its signature.
     *
     * @throws JwtException for whatever is not such a token
     */
    public static Claims decode(String token) throws JwtException {
        Parts parts = Parts.of(token);
        algorithm(parts.header());
        ClaimsReader.Result read = ClaimsReader.read(bytes(parts.payload()));
        Claims claims = read.claims();
        boolean first = read.version() <= 1;
        if (!parts.isSignedBy(claims.issuer(), first)) {
            throw new JwtException("claim failed V" + (first ? 1 : 2) + " signature verification");
        }
        if (!claims.type().isIssuer(claims.issuer())) {
            throw claims.type().wrongIssuer();
        }
        return claims;
    }

    /** Reads a token of any kind as a map, and verifies its signature. */
    public static GenericClaims decodeGeneric(String token) throws JwtException {
        Parts parts = Parts.of(token);
        boolean first = algorithm(parts.header()).equals(OLD_ALGORITHM);
        GenericClaims claims = ClaimsReader.readGeneric(bytes(parts.payload()), first);
        if (!parts.isSignedBy(claims.issuer(), first)) {
            throw new JwtException("claim failed V" + (first ? 1 : 2) + " signature verification");
        }
        return claims;
    }

    /** Reads the token of an operator. */
    public static OperatorClaims decodeOperator(String token) throws JwtException {
        if (decode(token) instanceof OperatorClaims claims) {
            return claims;
        }
        throw new JwtException("not operator claim");
    }

    /** Reads the token of an account. */
    public static AccountClaims decodeAccount(String token) throws JwtException {
        if (decode(token) instanceof AccountClaims claims) {
            return claims;
        }
        throw new JwtException("not account claim");
    }

    /** Reads the token of a user. */
    public static UserClaims decodeUser(String token) throws JwtException {
        if (decode(token) instanceof UserClaims claims) {
            return claims;
        }
        throw new JwtException("not user claim");
    }

    /** Reads an activation. */
    public static ActivationClaims decodeActivation(String token) throws JwtException {
        if (decode(token) instanceof ActivationClaims claims) {
            return claims;
        }
        throw new JwtException("not activation claim");
    }

    /** Reads the request of a server to an authorization service. */
    public static AuthorizationRequestClaims decodeAuthorizationRequest(String token) throws JwtException {
        if (decode(token) instanceof AuthorizationRequestClaims claims) {
            return claims;
        }
        throw new JwtException("not an authorization request claim");
    }

    /** Reads the answer of an authorization service. */
    public static AuthorizationResponseClaims decodeAuthorizationResponse(String token) throws JwtException {
        if (decode(token) instanceof AuthorizationResponseClaims claims) {
            return claims;
        }
        // The reference says so here too.
        throw new JwtException("not an authorization request claim");
    }

    /**
     * Signs claims: issuer, time of issue and id become those of this moment. Imports and exports are sorted by subject.
     *
     * @throws JwtException when the key may not sign such claims, or their subject is not what they need
     */
    public static String encode(Claims claims, KeyPair key, Clock clock) throws JwtException {
        checkSubject(claims);
        if (!claims.type().isIssuer(key.publicKey())) {
            throw claims.type().wrongIssuer();
        }
        long now = clock.instant().getEpochSecond();
        Registered registered = claims.registered().issued(key.publicKey(), now);
        registered = registered.withId(id(registered));
        String signed = text(HEADER) + "." + text(ClaimsWriter.write(claims, registered));
        return signed + "." + Base64Text.encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * The JSON of claims as they are, as a token would hold it.
     *
     * @throws JwtException when they cannot be written
     */
    public static String payload(Claims claims) throws JwtException {
        return ClaimsWriter.write(claims, claims.registered());
    }

    private static void checkSubject(Claims claims) throws JwtException {
        switch (claims) {
            case OperatorClaims operator -> {
                require(NkeyType.OPERATOR, claims, "expected subject to be an operator public key");
                OperatorValidation.checkAccountServerUrl(operator.accountServerUrl());
            }
            case AccountClaims account ->
                require(NkeyType.ACCOUNT, account, "expected subject to be account public key");
            case UserClaims user -> require(NkeyType.USER, user, "expected subject to be user public key");
            case ActivationClaims activation ->
                require(NkeyType.ACCOUNT, activation, "expected subject to be an account");
            case AuthorizationRequestClaims request -> requireSubject(request);
            case AuthorizationResponseClaims response -> requireSubject(response);
            case GenericClaims generic -> requireSubject(generic);
        }
    }

    private static void require(NkeyType type, Claims claims, String complaint) throws JwtException {
        if (!Nkeys.isPublic(type, claims.subject())) {
            throw new JwtException(complaint);
        }
    }

    private static void requireSubject(Claims claims) throws JwtException {
        if (claims.subject().isEmpty()) {
            throw new JwtException("subject is not set");
        }
    }

    /** The hash of the registered claims; their own id is left out of it. */
    static String id(Registered registered) {
        return Base32.encode(ActivationHash.digest("SHA-512/256", ClaimsWriter.write(registered.withId(""))));
    }

    /** The algorithm of a header as written, when header and algorithm are ones we know. */
    private static String algorithm(String header) throws JwtException {
        JsonObject object = JsonObject.parse(bytes(header));
        String type = object.string("typ");
        if (!type.toUpperCase(Locale.ROOT).equals("JWT")) {
            throw new JwtException("not supported type " + GoText.quote(type));
        }
        String algorithm = object.string("alg");
        String lower = algorithm.toLowerCase(Locale.ROOT);
        if (!lower.equals(OLD_ALGORITHM) && !lower.equals(ALGORITHM)) {
            throw new JwtException("unexpected " + GoText.quote(algorithm) + " algorithm");
        }
        return algorithm;
    }

    private static String text(String json) {
        return Base64Text.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String chunk) throws JwtException {
        byte[] bytes = Base64Text.decode(chunk);
        if (bytes == null) {
            throw new JwtException("illegal base64 data at input byte " + Base64Text.firstIllegal(chunk));
        }
        return bytes;
    }
}
