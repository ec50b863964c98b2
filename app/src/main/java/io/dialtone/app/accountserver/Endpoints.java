package io.dialtone.app.accountserver;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.Validation;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server answers. For any number of threads. */
final class Endpoints {
    private static final String ACCOUNTS = "/jwt/v1/accounts";
    private static final String ACTIVATIONS = "/jwt/v1/activations";
    private static final int STALE_SECONDS = 3600;
    private static final String HELP = """
            GET  /jwt/v1/accounts/<key>      token of an account; ?check=true: 404 when it is expired,
                                             ?text=true: as text, ?decode=true: decoded,
                                             ?notify=true: and servers are told of it
            POST /jwt/v1/accounts/<key>      keeps a token, signed by the operator
            GET  /jwt/v1/activations/<hash>  an activation; ?text=true, ?decode=true
            POST /jwt/v1/activations         keeps an activation, signed by an account that is here
            GET  /jwt/v1/operator            token of the operator
            GET  /jwt/v1/pack?max=<n>        tokens of all accounts, a line each
            GET  /healthz                    whether the server is well
            """;

    private final AccountTokens accounts;
    private final @Nullable Activations activations;
    private final Supplier<@Nullable String> operator;
    private final BiConsumer<String, String> changed;
    private final Clock clock;
    private final Log log;
    /** So that of two senders of one account the newer token stays. */
    private final Object saving = new Object();

    /**
     * Makes the endpoints.
     *
     * @param operator the token of the operator that accounts must be signed by; gives null: no account is taken
     * @param changed is told the key and the token of an account that was sent
     */
    Endpoints(
            AccountTokens accounts,
            @Nullable Activations activations,
            Supplier<@Nullable String> operator,
            BiConsumer<String, String> changed,
            Clock clock,
            Log log) {
        this.accounts = accounts;
        this.activations = activations;
        this.operator = operator;
        this.changed = changed;
        this.clock = clock;
        this.log = log;
    }

    /** Never throws. */
    Answer answer(Request request) {
        try {
            return route(request);
        } catch (IOException e) {
            log.error(request.method() + " " + request.path() + ": " + e.getMessage());
            return Answer.text(500, "error reading or writing a JWT\n");
        }
    }

    private Answer route(Request request) throws IOException {
        boolean post = request.method().equals("POST");
        if (!post && !request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.empty(405);
        }
        String path = request.path();
        if (path.equals(ACCOUNTS) || path.startsWith(ACCOUNTS + "/")) {
            String key = path.substring(Math.min(path.length(), ACCOUNTS.length() + 1));
            return post ? postAccount(request, key) : getAccount(request, key);
        }
        if (path.equals(ACTIVATIONS) || path.startsWith(ACTIVATIONS + "/")) {
            String hash = path.substring(Math.min(path.length(), ACTIVATIONS.length() + 1));
            return post ? postActivation(request) : getActivation(request, hash);
        }
        if (post) {
            return Answer.empty(path.equals("/jwt/v1/operator") ? 405 : 404);
        }
        return switch (path) {
            case "/jwt/v1/operator" -> getOperator(request);
            case "/jwt/v1/pack" -> pack(request);
            case "/jwt/v1/help" -> Answer.text(200, HELP);
            case "/healthz", "/" -> Answer.text(200, "ok\n");
            default -> Answer.text(404, "not found\n");
        };
    }

    private Answer getAccount(Request request, String key) throws IOException {
        if (key.isEmpty()) {
            // A server asks so at its start, whether anybody is there.
            return Answer.empty(200).with("Cache-Control", "no-cache, no-store, must-revalidate");
        }
        String token = Nkeys.isPublic(NkeyType.ACCOUNT, key) ? accounts.find(key) : null;
        if (token == null) {
            return Answer.text(404, "no matching account JWT\n");
        }
        return shown(request, token, () -> changed.accept(key, token));
    }

    private Answer getOperator(Request request) {
        String token = operator.get();
        return token == null ? Answer.text(404, "no operator is configured\n") : shown(request, token, () -> {});
    }

    private Answer getActivation(Request request, String hash) throws IOException {
        String token = activations == null ? null : activations.find(hash);
        return token == null ? Answer.text(404, "No Matching JWT\n") : shown(request, token, () -> {});
    }

    private Answer shown(Request request, String token, Runnable notify) {
        if (request.asks("text")) {
            return Answer.text(200, token);
        }
        Claims claims;
        try {
            claims = Jwt.decode(token);
            if (request.asks("decode")) {
                return Answer.text(200, Decoded.of(token));
            }
        } catch (JwtException e) {
            log.error("a token that is kept here cannot be read: " + e.getMessage());
            return Answer.text(500, "error loading JWT\n");
        }
        long now = clock.instant().getEpochSecond();
        if (request.asks("check") && claims.expires() > 0 && claims.expires() < now) {
            return Answer.empty(404);
        }
        String tag = "\"" + claims.id() + "\"";
        if (request.ifNoneMatch().contains(tag)) {
            return Answer.empty(304).with("Etag", tag);
        }
        if (request.asks("notify")) {
            notify.run();
        }
        long age = claims.expires() == 0 ? 0 : Math.max(0, claims.expires() - now);
        return Answer.token(token)
                .with("Etag", tag)
                .with(
                        "Cache-Control",
                        "max-age=" + age + ", stale-while-revalidate=" + STALE_SECONDS + ", stale-if-error="
                                + STALE_SECONDS);
    }

    private Answer postAccount(Request request, String key) throws IOException {
        if (!accounts.isWritable()) {
            return Answer.text(405, "this account server is read only\n");
        }
        String token = request.body().strip();
        AccountClaims claims;
        try {
            claims = Jwt.decodeAccount(token);
        } catch (JwtException e) {
            return refuse("", "bad JWT in request: " + e.getMessage());
        }
        if (!key.isEmpty() && !key.equals(claims.subject())) {
            return refuse(claims.subject(), "pub keys don't match");
        }
        OperatorClaims trusted = operator();
        if (trusted == null || !trusted.trusts(claims.issuer())) {
            return refuse(claims.subject(), "untrusted issuer in request");
        }
        Validation validation = claims.validate(clock.instant());
        if (validation.isBlocking(true)) {
            return refuse(
                    claims.subject(),
                    "The server was unable to update your account JWT: "
                            + String.join(
                                    "; ",
                                    validation.issues().stream()
                                            .map(Validation.Issue::text)
                                            .toList()));
        }
        synchronized (saving) {
            String before = accounts.find(claims.subject());
            // Tokens are no secret: whoever has an old one could otherwise undo what the operator revoked since.
            if (before != null && issuedAt(before) > claims.issuedAt()) {
                return refuse(claims.subject(), "the JWT is older than the one that is here");
            }
            accounts.save(claims.subject(), token);
        }
        log.info("updated JWT for account " + claims.subject() + " - " + claims.id());
        changed.accept(claims.subject(), token);
        return Answer.empty(200);
    }

    private static long issuedAt(String token) {
        try {
            return Jwt.decode(token).issuedAt();
        } catch (JwtException e) {
            return 0;
        }
    }

    private @Nullable OperatorClaims operator() {
        String token = operator.get();
        try {
            return token == null ? null : Jwt.decodeOperator(token);
        } catch (JwtException e) {
            log.error("the token of the operator cannot be read: " + e.getMessage());
            return null;
        }
    }

    private Answer postActivation(Request request) throws IOException {
        if (activations == null) {
            return Answer.text(405, "this account server is read only\n");
        }
        String token = request.body().strip();
        try {
            ActivationClaims claims = Jwt.decodeActivation(token);
            if (claims.validate(clock.instant()).isBlocking(true)) {
                return refuse(claims.subject(), "the activation does not hold");
            }
            String exporter = claims.issuerAccount().isEmpty() ? claims.issuer() : claims.issuerAccount();
            String account = Nkeys.isPublic(NkeyType.ACCOUNT, exporter) ? accounts.find(exporter) : null;
            if (account == null || !Jwt.decodeAccount(account).signed(claims)) {
                return refuse(exporter, "bad activation JWT Issuer in request");
            }
            String hash = claims.hashId();
            synchronized (saving) {
                String before = activations.find(hash);
                if (before != null && issuedAt(before) > claims.issuedAt()) {
                    return refuse(exporter, "the activation is older than the one that is here");
                }
                activations.save(hash, token);
            }
            log.info("updated activation JWT " + hash + " of account " + exporter);
            return Answer.text(200, hash + "\n");
        } catch (JwtException e) {
            return refuse("", "bad activation JWT in request: " + e.getMessage());
        }
    }

    private Answer refuse(String account, String reason) {
        log.error((account.isEmpty() ? "" : account + " - ") + reason);
        return Answer.text(400, reason + "\n");
    }

    private Answer pack(Request request) throws IOException {
        int max;
        try {
            max = Integer.parseInt(request.query().getOrDefault("max", "-1"));
        } catch (NumberFormatException e) {
            return Answer.text(400, "bad max parameter\n");
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Long> one : accounts.scan().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .toList()) {
            String token = accounts.find(one.getKey());
            if (token != null && (max < 0 || lines.size() < max)) {
                lines.add(one.getKey() + "|" + token);
            }
        }
        return Answer.text(200, String.join("\n", lines));
    }
}
