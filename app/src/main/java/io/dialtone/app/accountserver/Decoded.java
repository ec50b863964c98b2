package io.dialtone.app.accountserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.accounts.jwt.JwtException;
import java.io.IOException;
import java.util.Base64;

/** A token for people: header and claims as JSON, then the signature. */
final class Decoded {
    private static final JsonMapper JSON = new JsonMapper();

    private Decoded() {}

    static String of(String token) throws JwtException {
        String[] parts = token.split("\\.", -1);
        return json(parts[0]) + "\n" + json(parts[1]) + "\n" + parts[2] + "\n";
    }

    private static String json(String part) throws JwtException {
        try {
            Object tree = JSON.readValue(Base64.getUrlDecoder().decode(part), Object.class);
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new JwtException("the token holds no JSON");
        } catch (IOException e) {
            throw new JwtException(String.valueOf(e.getMessage()));
        }
    }
}
