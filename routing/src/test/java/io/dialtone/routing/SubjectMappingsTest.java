package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.routing.SubjectMappings.Destination;
import io.dialtone.routing.SubjectMappings.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SubjectMappingsTest {
    private final Random random = new Random(42);

    @Test
    void leavesAloneWhatNoMappingConcerns() {
        SubjectMappings mappings = SubjectMappings.of(List.of(to("a", "b"), to("c.*", "d.$1")), "");
        assertThat(map(mappings, "x")).isEqualTo("unchanged");
        assertThat(map(mappings, "c")).isEqualTo("unchanged");
        assertThat(map(mappings, "c..")).isEqualTo("unchanged");
        assertThat(map(SubjectMappings.NONE, "a")).isEqualTo("unchanged");
        assertThat(SubjectMappings.NONE.isEmpty()).isTrue();
        assertThat(mappings.isEmpty()).isFalse();
    }

    @Test
    void mapsOnceAndDoesNotFollowTheResult() {
        SubjectMappings mappings = SubjectMappings.of(List.of(to("a", "b"), to("b", "c")), "");
        assertThat(map(mappings, "a")).isEqualTo("b");
    }

    @Test
    void takesTheFirstThatMatchesInTheOrderOfDefinition() {
        List<Mapping> patternFirst = List.of(to("a.*", "p"), to("a.x", "l"), to("a.>", "t.>"));
        assertThat(map(SubjectMappings.of(patternFirst, ""), "a.x")).isEqualTo("p");
        List<Mapping> literalFirst = List.of(to("a.x", "l"), to("a.*", "p"), to("a.>", "t.>"));
        assertThat(map(SubjectMappings.of(literalFirst, ""), "a.x")).isEqualTo("l");
        assertThat(map(SubjectMappings.of(literalFirst, ""), "a.y")).isEqualTo("p");
        assertThat(map(SubjectMappings.of(literalFirst, ""), "a.y.z")).isEqualTo("t.y.z");
    }

    @Test
    void theLaterOfTwoWithOneSourceTakesThePlaceOfTheEarlier() {
        SubjectMappings mappings = SubjectMappings.of(List.of(to("a.*", "1"), to("a.x", "2"), to("a.*", "3")), "");
        assertThat(map(mappings, "a.x")).isEqualTo("3");
    }

    @Test
    void wildcardsInAPublishedSubjectAreText() {
        SubjectMappings mappings = SubjectMappings.of(List.of(to("q.*", "m.$1"), to("r.x", "n")), "");
        assertThat(map(mappings, "q.*")).isEqualTo("m.*");
        assertThat(map(mappings, "q.>")).isEqualTo("unchanged");
        assertThat(map(mappings, "r.*")).isEqualTo("unchanged");
    }

    @Test
    void whatIsMissingToAHundredStaysOnTheSource() {
        Mapping thirds = new Mapping("w", List.of(new Destination("a", 30, ""), new Destination("b", 30, "")));
        Map<String, Integer> seen = count(SubjectMappings.of(List.of(thirds), ""), "w");
        assertThat(seen).containsOnlyKeys("a", "b", "unchanged");
        assertThat(seen.get("a")).isCloseTo(3_000, Offset.offset(300));
        assertThat(seen.get("b")).isCloseTo(3_000, Offset.offset(300));
    }

    @Test
    void whatIsMissingIsLostWhenTheSourceIsADestination() {
        Mapping lossy = new Mapping("w", List.of(new Destination("w", 50, ""), new Destination("b", 10, "")));
        Map<String, Integer> seen = count(SubjectMappings.of(List.of(lossy), ""), "w");
        assertThat(seen).containsOnlyKeys("w", "b", "lost");
        assertThat(seen.get("lost")).isCloseTo(4_000, Offset.offset(300));
    }

    @Test
    void destinationsOfAClusterAreUsedThereAlone() {
        Mapping scoped = new Mapping("w", List.of(new Destination("a", 100, ""), new Destination("b", 100, "EAST")));
        assertThat(map(SubjectMappings.of(List.of(scoped), "EAST"), "w")).isEqualTo("b");
        assertThat(map(SubjectMappings.of(List.of(scoped), "WEST"), "w")).isEqualTo("a");
        assertThat(map(SubjectMappings.of(List.of(scoped), ""), "w")).isEqualTo("a");
        Mapping onlyEast = new Mapping("w", List.of(new Destination("b", 100, "EAST")));
        assertThat(map(SubjectMappings.of(List.of(onlyEast), "WEST"), "w")).isEqualTo("unchanged");
    }

    @Test
    void refusesWithTheWordsOfNatsServer() {
        assertRefused(new Mapping("s", List.of(d("a", 60), d("b", 60))), "total weight needs to be <= 100");
        assertRefused(new Mapping("s", List.of(d("a", 60), d("a", 10))), "duplicate entry for \"a\"");
        assertRefused(
                new Mapping("s", List.of(d("a", 60), new Destination("a", 10, "X"))), "duplicate entry for \"a\"");
        assertRefused(new Mapping("s", List.of(d("a", 101))), "individual weights need to be <= 100");
        assertRefused(to("a..b", "x"), "invalid subject");
        assertRefused(to("a.*", "x.*"), "invalid subject");
        SubjectMappings.check(new Mapping("s", List.of(d("a", 60), new Destination("b", 60, "X"))));
    }

    private static void assertRefused(Mapping mapping, String message) {
        assertThatThrownBy(() -> SubjectMappings.check(mapping))
                .isInstanceOf(InvalidMappingException.class)
                .hasMessage(message);
    }

    private Map<String, Integer> count(SubjectMappings mappings, String subject) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            seen.merge(map(mappings, subject), 1, Integer::sum);
        }
        return seen;
    }

    private String map(SubjectMappings mappings, String subject) {
        byte[] line = ByteText.bytes("PUB " + subject + " 0");
        byte[] mapped = mappings.map(line, 4, line.length - 6, random);
        if (mapped == null) {
            return "unchanged";
        }
        return mapped.length == 0 ? "lost" : ByteText.text(mapped);
    }

    private static Mapping to(String source, String destination) {
        return new Mapping(source, List.of(d(destination, 100)));
    }

    private static Destination d(String subject, int weight) {
        return new Destination(subject, weight, "");
    }
}
