package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KeyTablesTest {
    /** Keys that cannot stand in the sample files: they exclude another key, need real files, or are refused on purpose. */
    private static final Set<String> ELSEWHERE = Set.of(
            "listen",
            "operator",
            "resolver_preload",
            "log_format",
            "cluster.akka.seed_nodes",
            "authorization.user",
            "authorization.password",
            "authorization.token",
            "leafnodes.authorization.user",
            "leafnodes.authorization.password",
            "leafnodes.authorization.nkey",
            "leafnodes.authorization.account",
            "leafnodes.remotes.nkey",
            "resolver.ttl",
            "ocsp.urls",
            "mqtt.consumer_replicas",
            "jetstream.limits.default_max_consumers",
            "tls.cert_file",
            "tls.key_file",
            "tls.ca_file",
            "tls.certs",
            "tls.certs.cert_file",
            "tls.certs.key_file",
            "tls.cert_store",
            "tls.cert_match_by",
            "tls.cert_match",
            "tls.cert_match_skip_invalid",
            "tls.ca_certs_match");

    @Test
    void everyKeyOfTheTablesStandsInASampleFile() throws Exception {
        Set<String> used = new HashSet<>(ELSEWHERE);
        for (String file : List.of("client.conf", "security.conf", "links.conf", "akka.conf", "own.conf")) {
            used.addAll(usedBy(file));
        }

        Stream<String> all =
                KeyTables.all().stream().flatMap(t -> t.keys().stream()).map(KeyTable.Key::path);
        assertThat(all.filter(p -> !used.contains(p))).isEmpty();
    }

    private static Set<String> usedBy(String file) throws Exception {
        try (var in = KeyTablesTest.class.getResourceAsStream("/keys/" + file)) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Node> tree = new TextSources(name -> null).parseText(text);
            OptionsReader reader = new OptionsReader();
            reader.read(tree, Options.defaults());
            assertThat(reader.reading().errors()).isEmpty();
            return reader.reading().usedKeys();
        }
    }

    @Test
    void namesAndAliasesOfATableAreDifferentAndInLowerCase() {
        for (KeyTable<?> table : KeyTables.all()) {
            List<String> names =
                    table.keys().stream().flatMap(k -> k.names().stream()).toList();
            assertThat(names).as(table.name()).doesNotHaveDuplicates();
            assertThat(names).as(table.name()).allMatch(n -> n.equals(n.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void tablesHaveDifferentNames() {
        assertThat(KeyTables.all().stream().map(KeyTable::name)).doesNotHaveDuplicates();
    }

    @Test
    void everyInactiveKeyIsAKey() {
        Set<String> paths = KeyTables.all().stream()
                .flatMap(t -> t.keys().stream())
                .map(KeyTable.Key::path)
                .collect(Collectors.toSet());
        assertThat(paths).containsAll(InactiveKeys.paths());
    }

    @Test
    void aKeyOfABlockThatDoesNotActDoesNotActEither() {
        assertThat(InactiveKeys.contains("mqtt.port")).isTrue();
        assertThat(InactiveKeys.contains("mqtt")).isTrue();
        assertThat(InactiveKeys.contains("port")).isFalse();
    }
}
