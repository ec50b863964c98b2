package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.actors.monitor.InvalidQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @Test
    void firstOfTwoValuesCounts() {
        assertThat(Query.parse("a=1&a=2&b=").text("a")).isEqualTo("1");
        assertThat(Query.parse("a=1&b=").text("b")).isEmpty();
        assertThat(Query.parse("").text("b")).isEmpty();
        assertThat(Query.parse("a").text("a")).isEmpty();
    }

    @Test
    void escapesAndPlusSignsAreDecoded() {
        assertThat(Query.parse("u=%C3%A9+%26x%3D").text("u")).isEqualTo("é &x=");
    }

    @Test
    void pairsThatCannotBeReadArePassedOver() {
        Query query = Query.parse("a=%zz&b=%4&c;d=1&e=2&f=%");
        assertThat(query.text("a")).isEmpty();
        assertThat(query.text("b")).isEmpty();
        assertThat(query.text("f")).isEmpty();
        assertThat(query.text("e")).isEqualTo("2");
    }

    @Test
    void lastEscapeOfAValueIsDecodedToo() {
        assertThat(Query.parse("a=x%41").text("a")).isEqualTo("xA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "true", "TRUE", "True"})
    void wordsForTrue(String word) {
        assertThat(Query.parse("a=" + word).bool("a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "f", "F", "false", "FALSE", "False"})
    void wordsForFalse(String word) {
        assertThat(Query.parse("a=" + word).bool("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            value = {
                "tRue, Error decoding boolean for 'a': strconv.ParseBool: parsing \"tRue\": invalid syntax",
                "%22%0a, Error decoding boolean for 'a': strconv.ParseBool: parsing \"\\\"\\n\": invalid syntax",
            })
    void otherWordsAreNoBooleans(String word, String error) {
        Query query = Query.parse("a=" + word);
        assertThatThrownBy(() -> query.bool("a"))
                .isInstanceOf(InvalidQuery.class)
                .hasMessage(error);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "7, 7",
        "-7, -7",
        "%2B7, 7",
        "9223372036854775807, 2147483647",
        "-9223372036854775808, -2147483648"
    })
    void integersAreCutToTheirRange(String text, int expected) {
        assertThat(Query.parse("n=" + text).integer("n")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"x, invalid syntax", "1.0, invalid syntax", "9223372036854775808, value out of range"})
    void otherTextIsNoInteger(String text, String why) {
        Query query = Query.parse("n=" + text);
        assertThatThrownBy(() -> query.integer("n"))
                .isInstanceOf(InvalidQuery.class)
                .hasMessage("Error decoding int for 'n': strconv.Atoi: parsing \"" + text + "\": " + why);
    }

    @ParameterizedTest
    @CsvSource({"-1, invalid syntax", "18446744073709551616, value out of range"})
    void unsignedNumbersAreNotNegative(String text, String why) {
        Query query = Query.parse("n=" + text);
        assertThatThrownBy(() -> query.unsigned("n"))
                .isInstanceOf(InvalidQuery.class)
                .hasMessage("Error decoding uint64 for 'n': strconv.ParseUint: parsing \"" + text + "\": " + why);
        assertThat(Query.parse("n=18446744073709551615").unsigned("n")).isEqualTo(-1L);
    }

    @Test
    void hugeNumbersAreOutOfRangeAtOnce() {
        Query query = Query.parse("n=" + "9".repeat(500_000));
        assertThatThrownBy(() -> query.integer("n")).hasMessageEndingWith("value out of range");
        assertThatThrownBy(() -> query.unsigned("n")).hasMessageEndingWith("value out of range");
    }
}
