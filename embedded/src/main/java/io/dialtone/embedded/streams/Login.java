package io.dialtone.embedded.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NonceSignature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection says of itself.
 *
 * @param name as monitoring shows it
 * @param credentials fields of CONNECT
 * @param key signs what the server asks to be signed; null for none
 * @param trustedAccount whose it is because the program says so; null for a connection that logs in
 * @param echo whether it hears what it publishes itself
 */
record Login(
        String name,
        Map<String, String> credentials,
        @Nullable KeyPair key,
        @Nullable String trustedAccount,
        boolean echo) {
    /** What monitoring shows as the version of the client. */
    private static final String VERSION = "0.1.0";

    private static final JsonFactory JSON = new JsonFactory();

    /** The CONNECT that answers an INFO. */
    String connect(String nonce) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("verbose", false);
            json.writeBooleanField("pedantic", false);
            json.writeBooleanField("tls_required", false);
            json.writeBooleanField("headers", true);
            json.writeBooleanField("no_responders", true);
            json.writeBooleanField("echo", echo);
            json.writeNumberField("protocol", 1);
            json.writeStringField("lang", "java");
            json.writeStringField("version", VERSION);
            json.writeStringField("name", name);
            for (Map.Entry<String, String> field : credentials.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            if (key != null && !nonce.isEmpty()) {
                json.writeStringField("sig", NonceSignature.sign(key, nonce));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "CONNECT " + text;
    }
}
