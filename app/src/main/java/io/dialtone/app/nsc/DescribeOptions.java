package io.dialtone.app.nsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.UserScope;
import io.dialtone.app.nsc.describe.Description;
import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a description is printed. */
final class DescribeOptions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .build();

    @Option(
            names = {"-J", "--json"},
            description = "Print the claims as JSON.")
    boolean json;

    @Option(
            names = {"-R", "--raw"},
            description = "Print the token.")
    boolean raw;

    @Option(
            names = {"-F", "--field"},
            paramLabel = "PATH",
            description = "Print one value of the claims, such as nats.limits.conn or nats.exports[0].name.")
    @Nullable
    String field;

    @Option(
            names = {"-W", "--long-ids"},
            description = "Print keys of accounts, not their names.")
    boolean longIds;

    @Option(
            names = {"-o", "--output-file"},
            paramLabel = "FILE",
            description = "Write to a file; -- for standard output.")
    String output = "--";

    void print(Session session, String token, Claims claims, @Nullable UserScope scope)
            throws NscException, StoreException {
        Tokens.output(session, output, text(session, token, claims, scope), true);
    }

    private String text(Session session, String token, Claims claims, @Nullable UserScope scope) throws NscException {
        if (raw) {
            return token + "\n";
        }
        if (field != null) {
            return write(at(payload(token), field), false) + "\n";
        }
        if (json) {
            return write(payload(token), true) + "\n";
        }
        Function<String, String> names = longIds ? Function.identity() : session::accountLabel;
        return new Description(names)
                .of(claims, scope).stream().map(Table::render).collect(Collectors.joining("\n", "", "\n"));
    }

    private static JsonNode payload(String token) throws NscException {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new NscException("the token holds no JSON", e);
        }
    }

    /** The value at a path of names and positions; null where there is none. */
    private static JsonNode at(JsonNode json, String path) throws NscException {
        JsonNode node = json;
        for (String step : path.split("\\.|(?=\\[)", -1)) {
            if (step.startsWith("[")) {
                try {
                    node = node.path(Integer.parseInt(step.substring(1).replace("]", "")));
                } catch (NumberFormatException e) {
                    throw new NscException("\"" + path + "\" is not a path of names and positions", e);
                }
            } else {
                node = node.path(step);
            }
        }
        return node.isMissingNode() ? JSON.nullNode() : node;
    }

    /** Names in order, one blank a level, as people compare it with what the other tool prints. */
    private static String write(JsonNode node, boolean indented) throws NscException {
        try {
            Object sorted = JSON.treeToValue(node, Object.class);
            if (!indented) {
                return JSON.writeValueAsString(sorted);
            }
            DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator("")
                            .withObjectEmptySeparator(""))
                    .withArrayIndenter(indenter);
            printer.indentObjectsWith(indenter);
            return JSON.writer(printer).writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new NscException("the claims cannot be written as JSON", e);
        }
    }
}
