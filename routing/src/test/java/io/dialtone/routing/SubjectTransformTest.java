package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTransformTest {

    /** What nats-server 2.15.1 delivered for each. */
    @ParameterizedTest(name = "{0} -> {1}: {2} becomes {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a|b|a|b",
                "a.*|b.$1|a.x|b.x",
                "a.*.*|b.$2.$1|a.x.y|b.y.x",
                "a.*.*|b.{{wildcard(2)}}.{{ Wildcard ( 1 ) }}|a.x.y|b.y.x",
                "a.*|b|a.x|b",
                "a.*|b.$x|a.x|b.$x",
                "a.*|b.{{}}|a.x|b.{{}}",
                "a.*|b.{{wildcard(1)}}x|a.x|b.{{wildcard(1)}}x",
                "q.*|q.{{wildcard(0)}}|q.zz|q.q",
                "a.>|b.>|a.x.y|b.x.y",
                ">|b.>|x.y|b.x.y",
                "b.>|>|b.x.y|x.y",
                "a.*.>|c.$1.d.>|a.x.y.z|c.x.d.y.z",
                "p.*.*|p.{{partition(5,1,2)}}|p.a.b|p.1",
                "pp.*|pp.{{partition(5)}}|pp.a|pp.0",
                "pn.*|pn.{{partition(-5,1)}}|pn.hello|pn.1335831723",
                "p.*|p.{{partition(0,1)}}|p.a|p.0",
                "lit2.x|b.{{partition(7)}}|lit2.x|b.6",
                "lit2.x|b.{{partition(7,1)}}|lit2.x|b.6",
                "sp.*|{{split(1,-)}}|sp.-a--b-|a.b",
                "sp.*|{{split(1, -)}}|sp.a-b|a.b",
                "sp.*|{{split(1,--)}}|sp.a---b|a.-b",
                "w.*|w.{{split(1,)}}|w.abc|w.a.b.c",
                "w.*|w.{{split(1,)}}|w.é€x|w.é.€.x",
                "s.*|{{slicefromleft(1,3)}}|s.abcdefgh|abc.def.gh",
                "s.*|{{sliceFromRight(1,3)}}|s.abcdefgh|ab.cde.fgh",
                "s.*|{{slicefromright(1,4)}}|s.abcdefgh|abcd.efgh",
                "s.*|{{slicefromleft(1,8)}}|s.abcdefgh|abcdefgh",
                "s.*|{{slicefromleft(1,0)}}|s.ab|ab",
                "s.*|{{splitfromleft(1,2)}}|s.abcde|ab.cde",
                "s.*|{{SplitFromRight(1,2)}}|s.abcde|abc.de",
                "s.*|{{splitfromleft(1,5)}}|s.abcde|abcde",
                "s.*|{{splitfromleft(1,-1)}}|s.abcde|abcde",
                "s.*|{{left(1,2)}}|s.abcde|ab",
                "s.*|{{right(1,2)}}|s.abcde|de",
                "s.*|{{left(1,9)}}|s.abcde|abcde",
                "tail.*.>|tail.{{right(1,2)}}.>|tail.abcd.e.f|tail.cd.e.f",
            })
    void transforms(String source, String destination, String subject, String expected) {
        assertThat(transform(source, destination, subject)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "s.*|a.{{WildCard(1)}}|invalid mapping destination: unknown function in {{WildCard(1)}}",
                "s.*|a.{{nope(1)}}|invalid mapping destination: unknown function in {{nope(1)}}",
                "s.*|a.{{x}}|invalid mapping destination: unknown function in {{x}}",
                "s.*|a.{{wildcard()}}|invalid mapping destination: not enough arguments passed to the function in {{wildcard()}}",
                "s.*|a.{{wildcard(x)}}|invalid mapping destination: function argument is invalid or in the wrong format in {{wildcard(x)}}",
                "s.*|a.{{wildcard(2)}}|invalid mapping destination: wildcard index out of range in {{wildcard(2)}}: [2]",
                "s.*|a.{{wildcard(1,2)}}|invalid mapping destination: too many arguments passed to the function in {{wildcard(1,2)}}",
                "s.*|a.$2|invalid mapping destination: wildcard index out of range in $2: [2]",
                "s.*|a.*|invalid subject",
                "s.*|a.>|invalid subject",
                "s.>|a|invalid subject",
                "s|a.>|invalid subject",
                "s.*|a..b|invalid mapping destination: invalid transform",
                "s.*|a b|invalid mapping destination: invalid transform",
                "s.*|a.>.b|invalid mapping destination: invalid transform",
                "s.*|''|invalid mapping destination: invalid transform",
                "s.*|a.{{partition(x,1)}}|invalid mapping destination: function argument is invalid or in the wrong format in {{partition(x,1)}}",
                "s.*|a.{{partition()}}|invalid mapping destination: function argument is invalid or in the wrong format in {{partition()}}",
                "s.*|a.{{partition(4,3)}}|invalid mapping destination: wildcard index out of range in {{partition(4,3)}}: [3]",
                "s.*|a.{{partition(5000000000,1)}}|invalid mapping destination: function argument is invalid or in the wrong format in {{partition(5000000000,1)}}",
                "s.*|a.{{split(1)}}|invalid mapping destination: not enough arguments passed to the function in {{split(1)}}",
                "s.*|a.{{split(1,-,3)}}|invalid mapping destination: too many arguments passed to the function in {{split(1,-,3)}}",
                "s.*|a.{{split(1,- )}}|invalid mapping destination: function argument is invalid or in the wrong format in {{split(1,- )}}",
                "s.*|a.{{random()}}|invalid mapping destination: function argument is invalid or in the wrong format in {{random()}}",
                "s.*|a.{{random(1,2)}}|invalid mapping destination: not enough arguments passed to the function in {{random(1,2)}}",
                "s.>|d.{{wildcard(1)}}.>|invalid mapping destination: wildcard index out of range in {{wildcard(1)}}: [1]",
                "lit|a.{{wildcard(1)}}|invalid mapping destination: wildcard index out of range in {{wildcard(1)}}",
                "lit|a.$1|invalid mapping destination: wildcard index out of range in $1",
            })
    void refusesWithTheWordsOfNatsServer(String source, String destination, String message) {
        assertThatThrownBy(() -> SubjectTransform.compile(source, destination))
                .isInstanceOf(InvalidMappingException.class)
                .hasMessage(message);
    }

    @Test
    void randomStaysBelowItsBound() {
        for (int i = 0; i < 200; i++) {
            assertThat(transform("a", "r.{{random(3)}}", "a", i)).isIn("r.0", "r.1", "r.2");
            assertThat(transform("a", "r.{{random(0)}}", "a", i)).isEqualTo("r.0");
        }
    }

    @Test
    void readsOnlyTheRangeItIsGiven() {
        byte[] line = ByteText.bytes("PUB a.x.y 0");
        SubjectTransform transform = SubjectTransform.compile("a.*.>", "{{partition(10)}}.$1.>");
        byte[] alone = ByteText.bytes("a.x.y");
        assertThat(transform.matches(line, 4, 5)).isTrue();
        assertThat(transform.transform(line, 4, 5, new Random(1)))
                .isEqualTo(transform.transform(alone, 0, 5, new Random(1)));
    }

    private static String transform(String source, String destination, String subject) {
        return transform(source, destination, subject, 1);
    }

    private static String transform(String source, String destination, String subject, long seed) {
        byte[] bytes = ByteText.bytes(subject);
        SubjectTransform transform = SubjectTransform.compile(source, destination);
        assertThat(transform.matches(bytes, 0, bytes.length)).isTrue();
        return ByteText.text(transform.transform(bytes, 0, bytes.length, new Random(seed)));
    }
}
