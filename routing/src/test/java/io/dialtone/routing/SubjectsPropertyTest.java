package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rules on bytes against plainly written ones on lists of tokens, over a small alphabet. */
class SubjectsPropertyTest {
    private static final List<String> TOKENS = List.of("a", "b", "other");
    private static final List<List<String>> LITERALS = literals();

    @Property
    void matchesAsSplittingDoes(@ForAll("anything") String literal, @ForAll("anything") String pattern) {
        assertThat(Subjects.matches(literal, pattern)).isEqualTo(naiveMatches(split(literal), split(pattern)));
    }

    @Property
    void validMeansNoEmptyTokenAndTheTailLast(@ForAll("anything") String subject) {
        List<String> tokens = split(subject);
        boolean valid =
                !tokens.contains("") && !tokens.subList(0, tokens.size() - 1).contains(">");
        assertThat(Subjects.isValid(subject)).isEqualTo(valid);
        assertThat(Subjects.isValidPublish(subject))
                .isEqualTo(!tokens.contains("") && !tokens.contains("*") && !tokens.contains(">"));
        assertThat(Subjects.tokenCount(subject)).isEqualTo(subject.isEmpty() ? 0 : tokens.size());
    }

    @Property
    void twoPatternsCollideWhenSomeLiteralMatchesBoth(@ForAll("pattern") String one, @ForAll("pattern") String other) {
        boolean shared = LITERALS.stream()
                .anyMatch(literal -> naiveMatches(literal, split(one)) && naiveMatches(literal, split(other)));
        assertThat(Subjects.collide(one, other)).isEqualTo(shared);
        assertThat(Subjects.collide(other, one)).isEqualTo(shared);
    }

    @Property
    void aPatternCoversAnotherWhenItMatchesAllThatTheOtherDoes(
            @ForAll("pattern") String inner, @ForAll("pattern") String outer) {
        boolean covered = LITERALS.stream()
                .filter(literal -> naiveMatches(literal, split(inner)))
                .allMatch(literal -> naiveMatches(literal, split(outer)));
        assertThat(Subjects.isSubsetOf(inner, outer)).isEqualTo(covered);
    }

    @Property
    void partitionsAreStableAndInRange(@ForAll("literal") String subject, @ForAll("buckets") int buckets) {
        SubjectTransform transform = SubjectTransform.compile(">", "{{partition(" + buckets + ")}}.>");
        byte[] bytes = ByteText.bytes(subject);
        String mapped = ByteText.text(transform.transform(bytes, 0, bytes.length, new Random(1)));
        int bucket = Integer.parseInt(mapped.substring(0, mapped.indexOf('.')));
        assertThat(bucket).isBetween(0, buckets - 1);
        assertThat(mapped).endsWith("." + subject);
    }

    @Property
    void aTransformAndItsReverseGiveTheSubjectBack(@ForAll("literal") String subject) {
        List<String> tokens = split(subject);
        String source = String.join(".", tokens.stream().map(t -> "*").toList());
        List<String> reversed = new ArrayList<>();
        for (int i = tokens.size(); i > 0; i--) {
            reversed.add("$" + i);
        }
        SubjectTransform reverse = SubjectTransform.compile(source, String.join(".", reversed));
        byte[] once = transform(reverse, ByteText.bytes(subject));
        assertThat(ByteText.text(once)).isEqualTo(String.join(".", tokens.reversed()));
        assertThat(ByteText.text(transform(reverse, once))).isEqualTo(subject);
    }

    private static byte[] transform(SubjectTransform transform, byte[] subject) {
        return transform.transform(subject, 0, subject.length, new Random(1));
    }

    @Provide
    Arbitrary<String> anything() {
        return joined(Arbitraries.of("a", "b", "ab", "*", ">", "*a", ">>", ""), 5);
    }

    @Provide
    Arbitrary<String> pattern() {
        return joined(Arbitraries.of("a", "b", "*"), 3).flatMap(head -> Arbitraries.of(head, head + ".>", ">"));
    }

    @Provide
    Arbitrary<String> literal() {
        return joined(Arbitraries.of("a", "b", "abc", "*", "$1"), 5);
    }

    @Provide
    Arbitrary<Integer> buckets() {
        return Arbitraries.integers().between(1, 1_000);
    }

    private static Arbitrary<String> joined(Arbitrary<String> token, int most) {
        return token.list().ofMinSize(1).ofMaxSize(most).map(tokens -> String.join(".", tokens));
    }

    private static List<String> split(String subject) {
        return List.of(subject.split("\\.", -1));
    }

    private static boolean naiveMatches(List<String> literal, List<String> pattern) {
        if (literal.contains("")) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            boolean last = i == pattern.size() - 1;
            if (last && pattern.get(i).equals(">")) {
                return literal.size() > i;
            }
            if (i >= literal.size()) {
                return false;
            }
            if (!pattern.get(i).equals("*") && !pattern.get(i).equals(literal.get(i))) {
                return false;
            }
        }
        return literal.size() == pattern.size();
    }

    /** Every subject of one to five tokens out of a, b and a third one that no pattern names. */
    private static List<List<String>> literals() {
        List<List<String>> all = new ArrayList<>();
        List<List<String>> longest = List.of(List.of());
        for (int length = 1; length <= 5; length++) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> shorter : longest) {
                for (String token : TOKENS) {
                    List<String> tokens = new ArrayList<>(shorter);
                    tokens.add(token);
                    longer.add(tokens);
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }
}
