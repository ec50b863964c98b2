package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Durations and quoted text as Go prints them; the expected values come from Go itself. */
class GoTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "999, 999ns",
        "1000, 1µs",
        "1500, 1.5µs",
        "480000, 480µs",
        "1000000, 1ms",
        "2500000, 2.5ms",
        "2000001, 2.000001ms",
        "999999999, 999.999999ms",
        "1000000000, 1s",
        "1500000000, 1.5s",
        "10000000000, 10s",
        "59999999999, 59.999999999s",
        "60000000000, 1m0s",
        "120000000000, 2m0s",
        "90500000000, 1m30.5s",
        "3600000000000, 1h0m0s",
        "3661000000000, 1h1m1s",
        "360000000000000, 100h0m0s",
        "-1500000000, -1.5s",
    })
    void durations(long nanos, String expected) {
        assertThat(GoDuration.text(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("foo", "\"foo\""),
                Arguments.of("", "\"\""),
                Arguments.of("a\"b\\c", "\"a\\\"b\\\\c\""),
                Arguments.of("\n\r\t\u0007\b\u000b\f", "\"\\n\\r\\t\\a\\b\\v\\f\""),
                Arguments.of("\u0000\u0001\u001f\u007f", "\"\\x00\\x01\\x1f\\x7f\""),
                Arguments.of("\u00e9\u4e16\u754c", "\"\u00e9\u4e16\u754c\""),
                Arguments.of("\u00a0", "\"\\u00a0\""),
                Arguments.of("\u200b", "\"\\u200b\""),
                Arguments.of("\ue000", "\"\\ue000\""),
                Arguments.of("\ufffd", "\"\ufffd\""),
                Arguments.of("\ud83d\ude00", "\"\ud83d\ude00\""),
                Arguments.of("\udb40\udc01", "\"\\U000e0001\""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void quotedText(String text, String expected) {
        assertThat(GoQuote.quote(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "ff, '\"\\xff\"'",
                "61ff62, '\"a\\xffb\"'",
                "c3, '\"\\xc3\"'",
                "c328, '\"\\xc3(\"'",
                "c080, '\"\\xc0\\x80\"'",
                "e08080, '\"\\xe0\\x80\\x80\"'",
                "eda080, '\"\\xed\\xa0\\x80\"'",
                "f4908080, '\"\\xf4\\x90\\x80\\x80\"'",
                "f8888080, '\"\\xf8\\x88\\x80\\x80\"'",
                "e282, '\"\\xe2\\x82\"'",
                "efbfbd, '\"\ufffd\"'",
            })
    void bytesThatAreNotText(String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(GoQuote.quote(bytes, 0, bytes.length)).isEqualTo(expected);
    }
}
