package io.dialtone.app.nsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.describe.Words;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Numbers, times and tables as texts. */
class FormatsTest {
    private static final Instant NOW = Instant.parse("2024-01-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"-1,-1", "7,7", "1k,1000", "2M,2000000", "1g,1000000000", "1kib,1024", "3MiB,3145728", "1kb,1000"})
    void sizesHaveUnits(String text, long bytes) {
        assertThat(new Converters.Size().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "1x", "1.5k", "99999999999999999999", "9999999999t"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new Converters.Size().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"5s,PT5S", "1m30s,PT1M30S", "500ms,PT0.5S", "1.5h,PT1H30M", "0,PT0S", "-1s,PT-1S"})
    void durationsAreGos(String text, Duration duration) {
        assertThat(new Converters.GoDuration().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5x", "5s x", "99999999999h"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> new Converters.GoDuration().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-02,2030-01-02T00:00:00Z",
        "'2030-01-02 03:04:05 UTC',2030-01-02T03:04:05Z",
        "5m,2024-01-31T10:05:00Z",
        "1M,2024-02-29T10:00:00Z",
        "1y,2025-01-31T10:00:00Z",
        "2w,2024-02-14T10:00:00Z",
        "-1d,2024-01-30T10:00:00Z"
    })
    void momentsAreDatesOrDistances(String text, Instant expected) throws NscException {
        assertThat(Converters.moment(text, NOW)).isEqualTo(expected.getEpochSecond());
    }

    @Test
    void zeroIsAlways() throws NscException {
        assertThat(Converters.moment("0", NOW)).isZero();
        assertThatThrownBy(() -> Converters.moment("never", NOW)).isInstanceOf(NscException.class);
        assertThatThrownBy(() -> Converters.moment("2024-02-31", NOW)).isInstanceOf(NscException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "12345,12 kB", "1000000,1.0 MB", "1073741824,1.1 GB"})
    void bytesAreRounded(long bytes, String text) {
        assertThat(Words.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT5S,5s", "PT0.25S,250ms", "PT1M30S,1m30s", "PT2H,2h0m0s", "PT1.5S,1.5s"})
    void durationsAreWrittenAsGoDoes(Duration duration, String text) {
        assertThat(Words.duration(duration)).isEqualTo(text);
    }

    @Test
    void aTitleThatIsWiderThanTheRowsFits() {
        assertThat(new Table("A long title").row("a", "b").render()).isEqualTo("""
                        ╭──────────────╮
                        │ A long title │
                        ├───┬──────────┤
                        │ a │ b        │
                        ╰───┴──────────╯
                        """);
    }
}
