package io.dialtone.actors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/**
 * What a client says in CONNECT. Later CONNECTs of the same connection overlay earlier ones, key by key.
 *
 * <p>Keys are found in any letter case, unknown ones are passed over, a null changes nothing.
 */
final class ConnectMessage {
    private static final JsonFactory JSON = new JsonFactory();

    boolean verbose = true;
    boolean pedantic = true;
    boolean echo = true;
    boolean tlsRequired;
    boolean headers;
    boolean noResponders;
    long protocol;
    String user = "";
    String password = "";
    String token = "";
    String nkey = "";
    String signature = "";
    String jwt = "";
    String proxySignature = "";
    String name = "";
    String lang = "";
    String version = "";
    String account = "";
    boolean newAccount;

    /**
     * Takes over what the JSON object says.
     *
     * @throws IOException when it is no JSON object or a value is of the wrong type; the message is for the log
     */
    void overlay(byte[] json) throws IOException {
        try (JsonParser p = JSON.createParser(json)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("CONNECT does not carry a JSON object");
            }
            while (p.nextToken() == JsonToken.FIELD_NAME) {
                String key = p.currentName().toLowerCase(Locale.ROOT);
                JsonToken value = p.nextToken();
                if (value != JsonToken.VALUE_NULL) {
                    set(key, p);
                }
                p.skipChildren();
            }
            if (p.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("unexpected end of JSON input");
            }
            if (p.nextToken() != null) {
                throw new IOException("invalid character after top-level value");
            }
        }
    }

    private void set(String key, JsonParser p) throws IOException {
        switch (key) {
            case "verbose" -> verbose = bool(p);
            case "pedantic" -> pedantic = bool(p);
            case "echo" -> echo = bool(p);
            case "tls_required" -> tlsRequired = bool(p);
            case "headers" -> headers = bool(p);
            case "no_responders" -> noResponders = bool(p);
            case "new_account" -> newAccount = bool(p);
            case "protocol" -> protocol = number(p);
            case "user" -> user = text(p);
            case "pass" -> password = text(p);
            case "auth_token" -> token = text(p);
            case "nkey" -> nkey = text(p);
            case "sig" -> signature = text(p);
            case "jwt" -> jwt = text(p);
            case "proxy_sig" -> proxySignature = text(p);
            case "name" -> name = text(p);
            case "lang" -> lang = text(p);
            case "version" -> version = text(p);
            case "account" -> account = text(p);
            default -> {
                // Clients of every age send keys of their own.
            }
        }
    }

    private static boolean bool(JsonParser p) throws IOException {
        return switch (p.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(p, "bool");
        };
    }

    private static long number(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(p, "int");
        }
        return p.getLongValue();
    }

    private static String text(JsonParser p) throws IOException {
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(p, "string");
        }
        return p.getText();
    }

    private static IOException wrongType(JsonParser p, String wanted) throws IOException {
        return new IOException("json: cannot unmarshal "
                + p.currentToken().name().toLowerCase(Locale.ROOT).replace("value_", "")
                + " into Go struct field of type "
                + wanted + " at " + p.currentName());
    }
}
