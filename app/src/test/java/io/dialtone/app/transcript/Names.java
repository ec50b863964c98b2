package io.dialtone.app.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a transcript gives names to: keys, and tokens made of JSON and signed as the transcript wants, sound or not. {@code ${name}} stands
 * for a public key or the text of a token, {@code ${name.seed}} for a seed. Tokens are put together here, without the code under test.
 */
final class Names {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.]+)}");
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";
    private static final String[] ACCOUNT_LIMITS = {"subs", "data", "payload", "imports", "exports", "conn", "leaf"};
    private static final String[] USER_LIMITS = {"subs", "data", "payload"};

    private final SecureRandom random = new SecureRandom();
    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** A copy to which names can be added without the original seeing them. */
    Names copy() {
        Names copy = new Names();
        copy.keys.putAll(keys);
        copy.texts.putAll(texts);
        return copy;
    }

    /** Makes a key of that type. */
    void key(String name, String type) {
        keys.put(name, KeyPair.generate(NkeyType.valueOf(type.toUpperCase(Locale.ROOT)), random));
    }

    /** Gives a name to any text. */
    void text(String name, String text) {
        texts.put(name, text);
    }

    KeyPair key(String name) {
        return Objects.requireNonNull(keys.get(name), () -> "no key " + name);
    }

    /** The text with each {@code ${name}} replaced; what is no name of this transcript stays. */
    String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value(matcher.group(1), matcher.group())));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String value(String name, String otherwise) {
        if (name.endsWith(".seed")) {
            return key(name.substring(0, name.length() - ".seed".length())).seed();
        }
        KeyPair key = keys.get(name);
        return key != null ? key.publicKey() : texts.getOrDefault(name, otherwise);
    }

    /** The reverse: texts and keys that occur become their names. */
    String mask(String text) {
        String masked = text;
        for (Map.Entry<String, String> named : texts.entrySet()) {
            if (named.getValue().length() > 8 && !named.getKey().matches("R\\d+")) {
                masked = masked.replace(named.getValue(), "<" + named.getKey() + ">");
            }
        }
        for (Map.Entry<String, KeyPair> named : keys.entrySet()) {
            masked = masked.replace(named.getValue().publicKey(), "<" + named.getKey() + ">");
        }
        return masked;
    }

    /**
     * Makes a token of a kind, such as {@code user}. Members that say nothing else are filled in: {@code iss}, {@code sub}, {@code iat},
     * {@code name}, and in {@code nats} type, version and limits without bounds. In the JSON {@code "+5"} for a time means in five
     * seconds; {@code "bare":true} leaves limits out; {@code "signer"} names the key that signs in spite of {@code iss}; {@code "head"} is
     * another header; {@code "v1"} signs as the first version did, the claims alone; members that are null are left out.
     */
    void token(String name, String kind, String issuer, String subject, String json) {
        ObjectNode claims = read(resolve(json));
        boolean bare = claims.remove("bare") != null;
        JsonNode signer = claims.remove("signer");
        JsonNode head = claims.remove("head");
        boolean first = claims.remove("v1") != null;
        long now = Instant.now().getEpochSecond();
        putIfAbsent(claims, "jti", "ID" + name + now);
        if (!claims.has("iat")) {
            claims.put("iat", now);
        }
        putIfAbsent(claims, "iss", key(issuer).publicKey());
        putIfAbsent(claims, "name", name);
        putIfAbsent(
                claims,
                "sub",
                subject.startsWith("=") ? subject.substring(1) : key(subject).publicKey());
        times(claims, now);
        ObjectNode nats = claims.withObject("/nats");
        if (!bare) {
            addLimits(nats, kind);
        }
        putIfAbsent(nats, "type", kind);
        if (!nats.has("version")) {
            nats.put("version", 2);
        }
        removeNulls(claims);
        String header = head == null ? HEADER : head.toString();
        texts.put(name, sign(key(signer == null ? issuer : signer.asText()), header, claims.toString(), first));
    }

    /** The same signature under other claims: the members of the JSON replace those of the token. */
    void forge(String name, String original, String json) {
        String[] parts = Objects.requireNonNull(texts.get(original), original).split("\\.");
        ObjectNode claims =
                read(new String(Objects.requireNonNull(Base64Text.decode(parts[1])), StandardCharsets.UTF_8));
        try {
            JSON.readerForUpdating(claims).readValue(resolve(json));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.put(name, parts[0] + "." + encode(claims.toString()) + "." + parts[2]);
    }

    private static String sign(KeyPair key, String header, String claims, boolean first) {
        String text = encode(header) + "." + encode(claims);
        String signed = first ? encode(claims) : text;
        return text + "." + Base64Text.encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(String text) {
        return Base64Text.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void addLimits(ObjectNode nats, String kind) {
        if (kind.equals("account") && !nats.has("limits")) {
            ObjectNode limits = nats.putObject("limits").put("wildcards", true);
            for (String limit : ACCOUNT_LIMITS) {
                limits.put(limit, -1);
            }
        } else if (kind.equals("account") && nats.get("limits").isObject()) {
            ObjectNode limits = (ObjectNode) nats.get("limits");
            for (String limit : ACCOUNT_LIMITS) {
                if (!limits.has(limit)) {
                    limits.put(limit, -1);
                }
            }
            if (!limits.has("wildcards")) {
                limits.put("wildcards", true);
            }
        } else if (kind.equals("user")) {
            for (String limit : USER_LIMITS) {
                if (!nats.has(limit)) {
                    nats.put(limit, -1);
                }
            }
        }
    }

    /** Turns every time like {@code "+5"} or {@code "-60"} into seconds since 1970. */
    private static void times(JsonNode node, long now) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (value.isTextual() && value.asText().matches("[+-]\\d+")) {
                    object.put(member.getKey(), now + Long.parseLong(value.asText()));
                } else {
                    times(value, now);
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> times(element, now));
        }
    }

    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(Names::removeNulls);
    }

    private static void putIfAbsent(ObjectNode object, String member, String value) {
        if (!object.has(member)) {
            object.put(member, value);
        }
    }

    static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.isBlank() ? "{}" : json);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
