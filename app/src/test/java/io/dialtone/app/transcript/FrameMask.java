package io.dialtone.app.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces in what arrives whatever belongs to one run: keys, ids, times, anonymous reply subjects. One for each dialogue. */
final class FrameMask {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REPLY =
            Pattern.compile("_R_\\.[0-9A-Za-z]{6}\\.[0-9A-Za-z]{6}(?:\\.[0-9A-Za-z]{8}\\.T)?");
    private static final Pattern SERVER_KEY = Pattern.compile("N[A-Z2-7]{55}");
    private static final Pattern CURVE_KEY = Pattern.compile("X[A-Z2-7]{55}");
    private static final Pattern SYSTEM_INBOX = Pattern.compile("\\$SYS\\._INBOX\\.\\w{8}\\.\\w{8}");
    private static final Pattern NUID = Pattern.compile("[0-9A-Za-z]{22}");
    private static final Pattern SIZES = Pattern.compile("(?<= )\\d+( \\d+)?$");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Set<String> VOLATILE = Set.of(
            "time",
            "ts",
            "timestamp",
            "start",
            "stop",
            "now",
            "rtt",
            "seq",
            "uptime",
            "idle",
            "last_activity",
            "port",
            "cid",
            "mem",
            "cores",
            "cpu",
            "pid",
            "git_commit",
            "go",
            "service",
            "system",
            "update_time",
            "gomemlimit",
            "gomaxprocs",
            "client_id",
            "client_port",
            "config_load_time",
            "config_digest",
            "iat",
            "exp",
            "expires",
            "jti",
            "nonce",
            "sig",
            "xkey",
            "issued_at",
            "start_time",
            "max_mem",
            "num_cache",
            "num_inserts",
            "num_removes",
            "num_matches",
            "cache_hit_rate",
            "max_fanout",
            "avg_fanout",
            "active_accounts",
            "pending_bytes",
            "user_nkey");

    private static final long LARGE_BYTES = 100;

    private final Names names;
    private final List<String> replies = new ArrayList<>();

    FrameMask(Names names) {
        this.names = names;
    }

    /** A frame that is one line, or a line, a body and their ends. */
    String frame(String line, String body) {
        String maskedBody = body(body);
        String maskedLine = names.mask(plain(line)).stripTrailing().replace("  ", " ");
        if (!maskedBody.equals(body)) {
            maskedLine = SIZES.matcher(maskedLine).replaceFirst("<n>");
        }
        return maskedLine + maskedBody.replace("\r\n", "|");
    }

    private static String plain(String line) {
        String masked = SERVER_KEY.matcher(line).replaceAll("<server>");
        masked = SYSTEM_INBOX.matcher(masked).replaceAll("<inbox>");
        return masked.startsWith("INFO ") ? "INFO " + json(masked.substring("INFO ".length())) : masked;
    }

    private String body(String body) {
        StringBuilder masked = new StringBuilder();
        for (String part : body.split("(?<=\r\n)", -1)) {
            int brace = part.indexOf('{');
            boolean json = brace == 0 || (brace > 0 && part.startsWith("Nats-Request-Info: "));
            masked.append(json ? part.substring(0, brace) + json(part.substring(brace)) : part);
        }
        return names.mask(CURVE_KEY
                .matcher(SERVER_KEY
                        .matcher(TOKEN.matcher(names.mask(masked.toString())).replaceAll("<token>"))
                        .replaceAll("<server>"))
                .replaceAll("<curve>"));
    }

    private static String json(String text) {
        String document = text.stripTrailing();
        try {
            JsonNode node = JSON.readTree(document);
            boolean latency = node.path("type").asText().endsWith("service_latency");
            mask(node, latency, latency && node.path("status").asInt() != 200);
            return JSON.writeValueAsString(node) + text.substring(document.length());
        } catch (JsonProcessingException notJson) {
            return text;
        }
    }

    private static void mask(JsonNode node, boolean latency, boolean zeros) {
        if (node instanceof ObjectNode object) {
            boolean statistics = object.has("active_accounts") && object.has("slow_consumers");
            object.properties().forEach(member -> {
                String name = member.getKey();
                JsonNode value = member.getValue();
                if (VOLATILE.contains(name)
                        || (latency && name.equals("total"))
                        || isId(name, value)
                        || isLarge(name, value)) {
                    object.put(name, zeros && value.isNumber() && value.asLong() == 0 ? "<0>" : "<" + name + ">");
                } else if (statistics && !value.isTextual() && !name.equals("active_accounts")) {
                    object.put(name, "<" + name + ">");
                } else {
                    mask(value, latency, zeros);
                }
            });
            if (object.path("subject").asText().startsWith("$SYS.REQ.") && object.has("sid")) {
                object.put("sid", "<sid>");
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> mask(element, latency, zeros));
            sort(array);
        }
    }

    /** What comes in any order; connections and events of a trace come in theirs. */
    private static void sort(ArrayNode array) {
        boolean ordered = array.path(0).has("cid") && !array.path(0).has("sid")
                || array.path(0).has("ts");
        if (!ordered) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(elements::add);
            elements.sort(java.util.Comparator.comparing(JsonNode::toString));
            array.removeAll().addAll(elements);
        }
    }

    /** Bytes of answers, which depend on how many digits their times have. */
    private static boolean isLarge(String name, JsonNode value) {
        return name.endsWith("bytes") && value.asLong() > LARGE_BYTES;
    }

    private static boolean isId(String name, JsonNode value) {
        if (!name.equals("id")) {
            return false;
        }
        return value.isNumber() || NUID.matcher(value.asText()).matches();
    }

    /** Sorts the frames of one moment, then gives the reply subjects that nobody has seen yet their names in that order. */
    List<String> nameReplies(List<String> frames) {
        List<String> sorted = frames.stream()
                .sorted(java.util.Comparator.comparing(
                        frame -> REPLY.matcher(frame).replaceAll("<R>")))
                .toList();
        return sorted.stream().map(this::nameReply).toList();
    }

    private String nameReply(String frame) {
        Matcher matcher = REPLY.matcher(frame);
        StringBuilder named = new StringBuilder();
        while (matcher.find()) {
            String reply = matcher.group();
            if (!replies.contains(reply)) {
                replies.add(reply);
                names.text("R" + replies.size(), reply);
            }
            String traced = reply.endsWith(".T") ? ".T" : "";
            matcher.appendReplacement(named, "<R" + (replies.indexOf(reply) + 1) + traced + ">");
        }
        return matcher.appendTail(named).toString();
    }
}
