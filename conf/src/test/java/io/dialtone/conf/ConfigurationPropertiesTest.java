package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ConfigurationPropertiesTest {
    private static final Position NOWHERE = new Position("", 1, 0);

    private static final List<String> FRAGMENTS = List.of(
            "port",
            "accounts",
            "authorization",
            "users",
            "cluster",
            "tls",
            "jetstream",
            "leafnodes",
            "mappings",
            "remotes",
            "listen",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "\n",
            ",",
            ";",
            ":",
            "=",
            " ",
            "\"",
            "'",
            "\\x",
            "\\",
            "#",
            "//",
            "$port",
            "$",
            "true",
            "off",
            "1",
            "-1",
            "4kb",
            "1.5",
            ".",
            "2020-01-01T00:00:00Z",
            "10s",
            "a.b",
            ">",
            "include ",
            "é",
            "\0");

    /** Keys that are no numbers, so that no rendering of one could be anything else. */
    @Provide
    Arbitrary<Map<String, Node>> trees() {
        return maps(values(3));
    }

    private static Arbitrary<Map<String, Node>> maps(Arbitrary<Node> values) {
        Arbitrary<String> keys =
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).filter(k -> !k.equalsIgnoreCase("include"));
        return Arbitraries.maps(keys, values).ofMaxSize(5).map(LinkedHashMap::new);
    }

    private static Arbitrary<Node> values(int depth) {
        Arbitrary<Node> scalars = Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(12)
                        .map(s -> Node.text(
                                new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), NOWHERE)),
                Arbitraries.longs().map(n -> Node.integer(n, NOWHERE)),
                Arbitraries.integers().between(-1_000_000, 1_000_000).map(n -> Node.floating(n / 100.0, NOWHERE)),
                Arbitraries.of(true, false).map(b -> Node.bool(b, NOWHERE)));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Node> inner = values(depth - 1);
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(4).map(l -> Node.list(l, NOWHERE)),
                maps(inner).map(m -> Node.map(m, NOWHERE)));
    }

    @Property(tries = 300)
    void aTreeThatIsWrittenAsTextIsReadBack(
            @ForAll("trees") Map<String, Node> tree, @ForAll boolean wide, @ForAll boolean colons) {
        String text = body(tree, wide ? "\n" : ", ", colons ? ": " : " = ");

        assertThat(ConfigDigest.json(new TextSources(name -> null).parseText(text)))
                .isEqualTo(ConfigDigest.json(tree));
    }

    @Property(tries = 1000)
    void noTextDoesAnythingButLoadOrFailAsAConfiguration(@ForAll("texts") String text) {
        loadsOrFails(text);
    }

    @Property(tries = 300)
    void aFileCutAndMixedWithJunkLoadsOrFailsAsAConfiguration(
            @ForAll("texts") String junk, @ForAll("samples") String sample, @ForAll double where) throws IOException {
        String text = resource(sample);
        int cut = (int) Math.abs(where % 1 * text.length());

        loadsOrFails(text.substring(0, cut) + junk + text.substring(Math.min(text.length(), cut + junk.length())));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of("client.conf", "security.conf", "links.conf");
    }

    private static void loadsOrFails(String text) {
        try {
            Options options = OptionsFile.parse(text, name -> null).options();
            assertThat(StartupValidation.problems(options)).isNotNull();
            assertThat(ReloadPlan.between(Options.defaults(), options).logLines())
                    .isNotEmpty();
        } catch (ConfigurationException e) {
            assertThat(e.errors()).isNotEmpty();
        }
    }

    private static String body(Map<String, Node> map, String separator, String sign) {
        return map.entrySet().stream()
                .map(e -> quote(e.getKey()) + sign + text(e.getValue(), separator, sign))
                .collect(Collectors.joining(separator));
    }

    private static String text(Node node, String separator, String sign) {
        Map<String, Node> map = node.asMap();
        List<Node> list = node.asList();
        if (map != null) {
            return "{ " + body(map, separator, sign) + " }";
        } else if (list != null) {
            return list.stream().map(n -> text(n, separator, sign)).collect(Collectors.joining(", ", "[ ", " ]"));
        } else if (node.value() instanceof Double number) {
            return new BigDecimal(number.toString()).setScale(2).toPlainString();
        }
        return node.value() instanceof String string ? quote(string) : String.valueOf(node.value());
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String resource(String name) throws IOException {
        try (var in = ConfigurationPropertiesTest.class.getResourceAsStream("/keys/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
