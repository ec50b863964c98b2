package io.dialtone.accounts.resolver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, taken at its word: enough to see which of two is newer and when one is over.
 *
 * @param id {@code jti}
 * @param subject {@code sub}
 * @param issuedAt second of the epoch
 * @param expires second of the epoch; 0: never
 */
record TokenFacts(String id, String subject, long issuedAt, long expires) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Null for what is not a token. */
    static @Nullable TokenFacts of(String token) {
        String[] chunks = token.split("\\.", -1);
        if (chunks.length != 3) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(Base64.getUrlDecoder().decode(chunks[1]))) {
            return read(parser);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable TokenFacts read(JsonParser parser) throws IOException {
        String id = "";
        String subject = "";
        long issuedAt = 0;
        long expires = 0;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "jti" -> id = parser.getValueAsString("");
                case "sub" -> subject = parser.getValueAsString("");
                case "iat" -> issuedAt = parser.getValueAsLong();
                case "exp" -> expires = parser.getValueAsLong();
                default -> parser.skipChildren();
            }
        }
        return new TokenFacts(id, subject, issuedAt, expires);
    }
}
