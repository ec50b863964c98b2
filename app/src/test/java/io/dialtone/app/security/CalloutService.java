package io.dialtone.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service that decides, as one connection of user {@code auth}: takes one request and answers it as told. */
final class CalloutService implements AutoCloseable {

    private static final Pattern SERVER_KEY = Pattern.compile("Nats-Server-Xkey: (\\S+)");

    private final RawClient client;
    private final @Nullable CurveKeyPair curve;
    private final boolean sealing;
    private final Function<JsonNode, String> answer;
    private final CompletableFuture<JsonNode> request = new CompletableFuture<>();

    private CalloutService(
            NatsProcess server, @Nullable CurveKeyPair curve, boolean sealing, Function<JsonNode, String> answer) {
        this.client = RawClient.connect(server.port(), "\"user\":\"auth\",\"pass\":\"p\",\"headers\":true");
        this.curve = curve;
        this.sealing = sealing;
        this.answer = answer;
        client.send("SUB $SYS.REQ.USER.AUTH 1\r\n").flush();
        Thread.ofPlatform().daemon().start(this::serve);
    }

    static CalloutService start(NatsProcess server, Function<JsonNode, String> answer) {
        return new CalloutService(server, null, false, answer);
    }

    /** Reads requests that are sealed for the key, and seals its answers. */
    static CalloutService sealed(NatsProcess server, CurveKeyPair curve, Function<JsonNode, String> answer) {
        return new CalloutService(server, curve, true, answer);
    }

    /** Reads requests that are sealed for the key, and answers openly. */
    static CalloutService opening(NatsProcess server, CurveKeyPair curve, Function<JsonNode, String> answer) {
        return new CalloutService(server, curve, false, answer);
    }

    private void serve() {
        try {
            String line = client.readLine();
            String[] words = line.split(" +");
            String body = client.read(Integer.parseInt(words[words.length - 1]) + 2);
            int headers = words[0].equals("HMSG") ? Integer.parseInt(words[words.length - 2]) : 0;
            String reply = words[3];
            String sender = serverKey(body.substring(0, headers));
            JsonNode asked = claims(open(body.substring(headers, body.length() - 2), sender));
            String text = seal(answer.apply(asked), sender);
            client.send("PUB " + reply + " " + text.length() + "\r\n" + text + "\r\n");
            request.complete(asked);
        } catch (RuntimeException | AssertionError | NkeyException e) {
            request.completeExceptionally(e);
        }
    }

    private static String serverKey(String headers) {
        Matcher matcher = SERVER_KEY.matcher(headers);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String open(String body, String sender) throws NkeyException {
        return curve == null ? body : new String(curve.open(Wire.bytes(body), sender), StandardCharsets.UTF_8);
    }

    private String seal(String text, String recipient) throws NkeyException {
        if (curve == null || !sealing) {
            return text;
        }
        byte[] sealed = curve.seal(Wire.bytes(text), recipient, new SecureRandom());
        return Wire.text(sealed, sealed.length);
    }

    private static JsonNode claims(String token) {
        byte[] json = Objects.requireNonNull(Base64Text.decode(token.split("\\.")[1]));
        return CalloutTest.read(new String(json, StandardCharsets.UTF_8));
    }

    /** The request, once it has been answered. */
    JsonNode request() {
        return request.orTimeout(Deadline.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        client.close();
    }
}
