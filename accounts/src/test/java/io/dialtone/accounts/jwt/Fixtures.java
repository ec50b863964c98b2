package io.dialtone.accounts.jwt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Lines of JSON beside this class. */
final class Fixtures {
    private Fixtures() {}

    static Stream<JsonObject> lines(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<JsonObject> lines = reader.lines().map(Fixtures::parse).toList();
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parse(String line) {
        try {
            return JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
        } catch (JwtException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
