package io.dialtone.accounts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportSubjectsTest {
    @ParameterizedTest
    @CsvSource({
        "a.b,       a.b,        a.b,     a.b",
        "a.b,       x,          x,       a.b",
        "news.>,    p.news.>,   p.news.x.y, news.x.y",
        "w.*.*,     l.$2.$1,    l.q.p,   w.p.q",
        "w.*.*,     l.*.*,      l.p.q,   w.p.q",
        "req.*.*,   loc.{{wildcard(2)}}.{{Wildcard(1)}}, loc.Y.X, req.X.Y",
        "*.in.>,    out.$1.>,   out.a.b.c, a.in.b.c",
    })
    void whatIsPublishedHereHasItsNameThereAndBack(String subject, String local, String here, String there) {
        ImportSubjects subjects = ImportSubjects.of(subject, local);
        assertThat(text(subjects.thereOf(bytes(here)))).isEqualTo(there);
        byte[] back = bytes(there);
        assertThat(text(subjects.toHere().transform(back, 0, back.length, ThreadLocalRandom.current())))
                .isEqualTo(here);
    }

    @ParameterizedTest
    @CsvSource({
        "w.*.*,  l.$2.$1, l.a.b,  w.b.a",
        "w.*.*,  l.$2.$1, l.a.*,  w.*.a",
        "w.*.*,  l.$2.$1, l.>,    w.*.*",
        "w.*.*,  l.$2.$1, >,      w.*.*",
        "w.*.*,  l.$2.$1, *.a.*,  w.*.a",
        "news.>, p.news.>, p.news.x, news.x",
        "news.>, p.news.>, p.>,   news.>",
        "news.>, p.news.>, p.*.*.z, news.*.z",
        "a.b,    x,       x,      a.b",
        "a.b,    x,       *,      a.b",
    })
    void aSubscriptionSeesThereWhatItAndTheImportHaveInCommon(
            String subject, String local, String subscription, String shadow) {
        assertThat(text(ImportSubjects.of(subject, local).shadowOf(bytes(subscription))))
                .isEqualTo(shadow);
    }

    @Test
    void aSubscriptionBesideTheImportSeesNothing() {
        assertThat(ImportSubjects.of("w.*", "l.*").shadowOf(bytes("m.a"))).isNull();
        assertThat(ImportSubjects.of("w.*", "l.*").shadowOf(bytes("l.a.b"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.*;  x.y;                  invalid mapping destination: not using all of the token wildcard(s) in x.y",
                "a.*;  x.*.*;                invalid mapping destination: wildcard index out of range in $2: [2]",
                "a.*;  x.{{partition(3,1)}}; invalid mapping destination: the only mapping function allowed for import"
                        + " transforms is {{Wildcard()}} in {{partition(3,1)}}",
                "a.>;  x;                    invalid subject",
            })
    void namesThatDoNotFitAreRefused(String subject, String local, String problem) {
        assertThatThrownBy(() -> ImportSubjects.of(subject, local))
                .isInstanceOf(InvalidMappingException.class)
                .hasMessage(problem);
    }

    /** An import, a subscription and a subject published in the exporting account. */
    record Sample(String subject, String local, String subscription, String published) {}

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<String> token = Arbitraries.of("a", "b", "c");
        Arbitrary<String> pattern = Arbitraries.of("a", "b", "*", "*");
        Arbitrary<List<String>> tokens = pattern.list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<List<String>> literal = token.list().ofMinSize(1).ofMaxSize(5);
        return tokens.flatMap(from -> Arbitraries.of(true, false)
                .flatMap(tail -> tokens.flatMap(wanted -> Arbitraries.of(true, false)
                        .flatMap(all -> literal.map(published -> sample(from, tail, wanted, all, published))))));
    }

    private static Sample sample(
            List<String> from, boolean tail, List<String> wanted, boolean all, List<String> published) {
        int wildcards = (int) from.stream().filter(t -> t.equals("*")).count();
        List<String> local = new ArrayList<>(List.of("a"));
        for (int w = wildcards; w > 0; w--) {
            local.add("$" + w);
        }
        return new Sample(
                String.join(".", from) + (tail ? ".>" : ""),
                String.join(".", local) + (tail ? ".>" : ""),
                String.join(".", wanted) + (all ? ".>" : ""),
                String.join(".", published));
    }

    /** The shadow matches a message exactly when the import brings it under a name that the subscription matches. */
    @Property(tries = 3000)
    void theShadowMatchesWhatTheSubscriptionWouldSee(@ForAll("samples") Sample s) {
        ImportSubjects subjects = ImportSubjects.of(s.subject(), s.local());
        byte[] shadow = subjects.shadowOf(bytes(s.subscription()));
        boolean seen = false;
        if (Subjects.matches(s.published(), s.subject())) {
            byte[] there = bytes(s.published());
            String here = text(subjects.toHere().transform(there, 0, there.length, ThreadLocalRandom.current()));
            seen = Subjects.matches(here, s.subscription());
        }
        assertThat(shadow != null && Subjects.matches(s.published(), text(shadow)))
                .as("shadow %s", shadow == null ? null : text(shadow))
                .isEqualTo(seen);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
