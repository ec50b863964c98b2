package io.dialtone.app.testkit;

import io.dialtone.accounts.jwt.AuthorizationRequestClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.NkeyException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that decides about logins, on a socket that has been let in: answers one request at a time. */
public final class AuthorizationService implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("MSG (\\S+) 1 (\\S+) (\\d+)");
    private static final Pattern WITH_HEADERS = Pattern.compile("HMSG (\\S+) 1 (\\S+) (\\d+) (\\d+)");
    private static final Pattern CURVE_KEY = Pattern.compile("\\bX[A-Z2-7]{55}\\b");

    private final RawClient socket;
    private final CurveKeyPair curve;
    private final SecureRandom random = new SecureRandom();
    private boolean seal;
    private String frame = "";

    /** What the service says of a request. */
    public interface Responder {
        /** The text of the answer. */
        String answer(AuthorizationRequestClaims request);
    }

    /**
     * Subscribes to requests.
     *
     * @param socket is closed with this
     * @param curve by which it opens those that are sealed
     */
    public AuthorizationService(RawClient socket, CurveKeyPair curve) {
        this.socket = socket;
        this.curve = curve;
        socket.send("SUB $SYS.REQ.USER.AUTH 1\r\n").flush();
    }

    /** Whether answers are sealed from now on. */
    public void seal(boolean sealed) {
        seal = sealed;
    }

    /** Line and headers of the last request, what is random in them left out. */
    public String frame() {
        return frame;
    }

    /** Takes the next request and answers it. */
    public AuthorizationRequestClaims answer(Responder responder) {
        String line = socket.readLine();
        Matcher headed = WITH_HEADERS.matcher(line);
        Matcher matcher = headed.matches() ? headed : PLAIN.matcher(line);
        if (!headed.matches() && !matcher.matches()) {
            throw new AssertionError("no request: " + line);
        }
        int headers = headed.matches() ? Integer.parseInt(headed.group(3)) : 0;
        int total = Integer.parseInt(headed.matches() ? headed.group(4) : matcher.group(3));
        String block = socket.read(headers);
        byte[] body = socket.read(total - headers).getBytes(StandardCharsets.ISO_8859_1);
        socket.expect("\r\n");
        String reply = matcher.group(2);
        frame = matcher.group(1) + " " + reply.replaceFirst("[0-9A-Za-z]{8}$", "") + " " + block;
        try {
            AuthorizationRequestClaims request = decode(body, block);
            reply(reply, responder.answer(request), request);
            return request;
        } catch (JwtException | NkeyException e) {
            throw new AssertionError(e);
        }
    }

    private AuthorizationRequestClaims decode(byte[] body, String block) throws JwtException, NkeyException {
        Matcher key = CURVE_KEY.matcher(block);
        byte[] token = key.find() ? curve.open(body, key.group()) : body;
        return Jwt.decodeAuthorizationRequest(new String(token, StandardCharsets.US_ASCII));
    }

    private void reply(String reply, String text, AuthorizationRequestClaims request) throws NkeyException {
        byte[] answer = text.getBytes(StandardCharsets.US_ASCII);
        if (seal && answer.length > 0) {
            answer = curve.seal(answer, request.server().curveKey(), random);
        }
        socket.send("PUB " + reply + " " + answer.length + "\r\n");
        socket.send(answer);
        socket.send("\r\n").flush();
    }

    @Override
    public void close() {
        socket.close();
    }
}
