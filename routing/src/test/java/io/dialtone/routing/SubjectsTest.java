package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

    @ParameterizedTest(name = "{0}: subscribe {1}, publish pedantic {2}, literal {3}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "foo true true true",
                "foo.bar true true true",
                "foo..bar false false true",
                ".foo false false true",
                "foo. false false true",
                "'' false false true",
                ". false false true",
                "foo.* true false false",
                "foo.> true false false",
                "* true false false",
                "> true false false",
                "*.* true false false",
                ">.foo false false true",
                "foo.>.bar false false true",
                "foo* true true true",
                "*foo true true true",
                "foo.>x true true true",
                "foo.** true true true",
                "_INBOX.abc.1 true true true",
            })
    void classifiesSubjects(String subject, boolean subscribe, boolean publish, boolean literal) {
        assertThat(Subjects.isValid(subject)).as("may be subscribed").isEqualTo(subscribe);
        assertThat(Subjects.isValidPublish(subject)).as("may be published").isEqualTo(publish);
        assertThat(Subjects.isLiteral(subject)).as("is literal").isEqualTo(literal);
        assertThat(Subjects.hasWildcard(subject)).as("has a wildcard").isEqualTo(!literal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "a\nb", "a\fb", "a\rb", "a..b", ""})
    void configurationRefusesBlanksAndEmptyTokens(String subject) {
        assertThat(Subjects.isValidInConfiguration(subject)).isFalse();
    }

    @Test
    void configurationTakesWildcards() {
        assertThat(Subjects.isValidInConfiguration("a.*.>")).isTrue();
    }

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "foo foo true",
                "foo bar false",
                "foo foo.bar false",
                "foo.bar foo false",
                "foo * true",
                "foo.bar * false",
                "foo.bar foo.* true",
                "foo.bar *.bar true",
                "foo foo.> false",
                "foo.bar foo.> true",
                "foo.bar.baz foo.> true",
                "foo > true",
                "foo.bar > true",
                "foo..bar > false",
                "foo. > false",
                ".foo > false",
                "foo. foo.* false",
                "foo..bar foo.*.bar false",
                "foo..bar foo..bar false",
                "foo.* foo.* true",
                "foo.* foo.> true",
                "foo.* foo.bar false",
                "foo.> foo.* true",
                "foobar foo false",
                "foo foobar false",
                "foo.bar foo.b* false",
                "'' > false",
            })
    void matchesALiteralAgainstAPattern(String literal, String pattern, boolean expected) {
        assertThat(Subjects.matches(literal, pattern)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} within {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "foo.bar foo.bar true",
                "foo.* foo.* true",
                "foo.* foo.> true",
                "foo.* foo.bar false",
                "foo.> foo.* false",
                "foo.> foo.> true",
                "foo.> > true",
                "> > true",
                "* > true",
                "> * false",
                "foo.*.bar foo.> true",
                "foo.*.bar foo.*.* true",
                "foo.*.* foo.*.bar false",
                "foo.>.bar foo.*.bar false",
                "foo.>.bar foo.> true",
                "foo foo.> false",
            })
    void tellsWhetherAPatternCoversAnother(String subject, String pattern, boolean expected) {
        assertThat(Subjects.isSubsetOf(subject, pattern)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "foo foo true",
                "foo bar false",
                "foo.* foo.bar true",
                "foo.* *.bar true",
                "foo.* *.bar.baz false",
                "foo.> *.bar.baz true",
                "foo.> bar.> false",
                "foo.* foo false",
                "foo.> foo false",
                "foo.*.> foo.* false",
                "foo.*.> foo.> true",
                "> foo.*.bar true",
                "*.* foo.> true",
                "* foo.> false",
            })
    void tellsWhetherTwoPatternsShareASubject(String one, String other, boolean expected) {
        assertThat(Subjects.collide(one, other)).isEqualTo(expected);
        assertThat(Subjects.collide(other, one)).isEqualTo(expected);
    }

    @Test
    void countsEmptyTokensToo() {
        assertThat(Subjects.tokenCount("")).isZero();
        assertThat(Subjects.tokenCount("foo")).isOne();
        assertThat(Subjects.tokenCount("a.b.c")).isEqualTo(3);
        assertThat(Subjects.tokenCount("a..c")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_R_.x", "_GR_.abcd.efgh", "$JS.ACK.x", "_R_."})
    void knowsReservedReplies(String reply) {
        byte[] bytes = ascii(reply);
        assertThat(Subjects.isReservedReply(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_R_", "_INBOX.x", "$JS.AC", "$SYS.x", "", "a_R_.x", "$KV.b.c.d.e"})
    void leavesOtherRepliesAlone(String reply) {
        byte[] bytes = ascii(reply);
        assertThat(Subjects.isReservedReply(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void tellsTheReservedPrefixesApart() {
        byte[] line = ascii("PUB $NRG.x _GR_.y 0");
        assertThat(Subjects.isConsensus(line, 4, 6)).isTrue();
        assertThat(Subjects.isConsensus(line, 4, 4))
                .as("range shorter than the prefix")
                .isFalse();
        assertThat(Subjects.isGatewayReply(line, 11, 6)).isTrue();
        assertThat(Subjects.isServiceReply(line, 11, 6)).isFalse();
        assertThat(Subjects.isAcknowledgement(line, 4, 6)).isFalse();
    }

    @Test
    @DisplayName("never reads outside the range it was given")
    void staysInsideItsRange() {
        byte[] line = ascii("SUB foo.* 1");
        assertThat(Subjects.isValid(line, 4, 5)).isTrue();
        assertThat(Subjects.isValid(line, 4, 4)).as("foo.").isFalse();
        assertThat(Subjects.hasWildcard(line, 4, 5)).isTrue();
        assertThat(Subjects.hasWildcard(line, 4, 3)).isFalse();
        byte[] pattern = ascii("x foo.> y");
        assertThat(Subjects.matches(ascii("-foo.bar-"), 1, 7, pattern, 2, 5)).isTrue();
        assertThat(Subjects.isSubsetOf(line, 4, 5, pattern, 2, 5)).isTrue();
        assertThat(Subjects.collide(line, 4, 5, pattern, 2, 5)).isTrue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
