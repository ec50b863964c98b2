package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.MappingOptions;
import io.dialtone.conf.OptionsFile;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One configuration read by both, and what either makes of the same subjects. */
class MappingsAgainstNatsServerTest {
    private static final String MAPPINGS = """
            mappings {
              "plain": "other.place"
              "swap.*.*": "swapped.$2.$1"
              "wild.*.*": "w.{{wildcard(2)}}.{{Wildcard(1)}}.x"
              "tail.*.>": "t.{{right(1,2)}}.>"
              "p1.*": "p1.{{partition(7,1)}}"
              "p2.*.*": "p2.{{partition(1000,2,1)}}"
              "pall.>": "pall.{{partition(97)}}.>"
              "sl.*": "sl.{{sliceFromLeft(1,3)}}"
              "sr.*": "sr.{{SliceFromRight(1,3)}}"
              "fl.*": "fl.{{splitfromleft(1,2)}}"
              "fr.*": "fr.{{splitFromRight(1,2)}}"
              "le.*": "le.{{left(1,3)}}"
              "sp.*": "sp.{{split(1,-)}}"
              "ch.*": "ch.{{split(1,)}}"
              "lost": [ {dest: "lost", weight: 0}, {dest: "never", weight: 0} ]
              "whole": [ {dest: "a.b", weight: 100} ]
              "none": [ {dest: "a.b", weight: 0} ]
              "scoped": [ {dest: "here", weight: 100}, {dest: "there", weight: 100, cluster: "ELSEWHERE"} ]
            }
            """;

    @Test
    void bothMapTheSameSubjectsToTheSame() throws Exception {
        SubjectMappings mappings = ours();
        Random random = new Random(20);
        try (NatsServer server = NatsServer.start(MAPPINGS);
                NatsServer.Client client = server.connect("{\"verbose\":false,\"pedantic\":false}")) {
            client.send("SUB > 1\r\n");
            assertThat(client.sync()).isEmpty();
            for (String subject : subjects()) {
                client.send("PUB " + subject + " 0\r\n\r\n");
                List<String> delivered = client.sync();
                byte[] bytes = ByteText.bytes(subject);
                byte[] mapped = mappings.map(bytes, 0, bytes.length, random);
                String here = mapped == null ? subject : ByteText.text(mapped);
                List<String> expected = here.isEmpty() ? List.of() : List.of("MSG " + here + " 1 0", "");
                assertThat(expected).as(subject).isEqualTo(delivered);
            }
        }
    }

    private static SubjectMappings ours() throws Exception {
        List<MappingOptions> options = OptionsFile.parse(MAPPINGS).options().mappings();
        return SubjectMappings.of(
                options.stream()
                        .map(mapping -> new SubjectMappings.Mapping(
                                mapping.source(),
                                mapping.destinations().stream()
                                        .map(d -> new SubjectMappings.Destination(d.subject(), d.weight(), d.cluster()))
                                        .toList()))
                        .toList(),
                "");
    }

    private static List<String> subjects() {
        List<String> subjects = new ArrayList<>(List.of(
                "plain",
                "plain.x",
                "lost",
                "whole",
                "none",
                "scoped",
                "swap.*.b",
                "swap.>.b",
                "sp.-a--b-",
                "unmapped"));
        Random random = new Random(4);
        List<String> sources = List.of("p1", "sl", "sr", "fl", "fr", "le", "sp", "ch");
        for (int i = 0; i < 25; i++) {
            for (String source : sources) {
                subjects.add(source + "." + token(random));
            }
            for (String source : List.of("swap", "wild", "p2", "tail", "pall")) {
                subjects.add(source + "." + token(random) + "." + token(random));
            }
            subjects.add("tail." + token(random) + "." + token(random) + "." + token(random));
        }
        return subjects;
    }

    private static String token(Random random) {
        StringBuilder token = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            token.append("ab-$_Z09".charAt(random.nextInt(8)));
        }
        return token.toString();
    }
}
