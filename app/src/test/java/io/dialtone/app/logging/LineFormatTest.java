package io.dialtone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LineFormatTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000678901Z");

    @Test
    void aLineHasPidTimeLabelAndText() {
        assertThat(text(new TextFormat(42, true, true, false), Label.INFO, "Server is ready"))
                .isEqualTo("[42] 2026/01/02 03:04:05.000678 [INF] Server is ready");
    }

    @Test
    void theTimeCanBeLeftOut() {
        assertThat(text(new TextFormat(42, false, false, false), Label.WARN, "x"))
                .isEqualTo("[42] [WRN] x");
    }

    @Test
    void aTerminalGetsColours() {
        TextFormat format = new TextFormat(1, false, false, true);
        assertThat(text(format, Label.INFO, "x")).isEqualTo("[1] [\u001b[32mINF\u001b[0m] x");
        assertThat(text(format, Label.WARN, "x")).isEqualTo("[1] [\u001b[0;93mWRN\u001b[0m] x");
        assertThat(text(format, Label.FATAL, "x")).isEqualTo("[1] [\u001b[31mFTL\u001b[0m] x");
    }

    @Test
    void aNewSecondIsANewDate() {
        TextFormat format = new TextFormat(1, true, true, false);
        assertThat(text(format, Label.INFO, "x")).contains("03:04:05.000678");
        LogLine later = new LogLine(Label.INFO, TIME.plusSeconds(1), "x", List.of(), null);
        assertThat(new String(format.format(later), StandardCharsets.UTF_8)).contains("03:04:06.000678");
    }

    @Test
    void jsonIsOneObjectWithWhatWasLogged() throws Exception {
        LogLine line = new LogLine(
                Label.ERROR,
                TIME,
                "he said \"no\"\n",
                List.of(new KeyValuePair("cid", 7), new KeyValuePair("user", "a\u0001")),
                "java.lang.Error\n\tat x");
        byte[] bytes = new JsonFormat(42, () -> "s1").format(line);
        assertThat(bytes).doesNotContain((byte) '\n');
        JsonNode json = new ObjectMapper().readTree(bytes);
        assertThat(json.toString())
                .isEqualTo("{\"time\":\"2026-01-02T03:04:05.000678Z\",\"level\":\"error\",\"pid\":42,\"server\":\"s1\","
                        + "\"message\":\"he said \\\"no\\\"\\n\",\"cid\":7,\"user\":\"a\\u0001\","
                        + "\"error\":\"java.lang.Error\\n\\tat x\"}");
    }

    @Test
    void jsonHasNoServerBeforeThereIsAName() throws Exception {
        byte[] bytes = new JsonFormat(42, () -> "").format(LogLine.of(Label.TRACE, "x"));
        assertThat(new ObjectMapper().readTree(bytes).has("server")).isFalse();
    }

    private static String text(LineFormat format, Label label, String text) {
        return new String(format.format(new LogLine(label, TIME, text, List.of(), null)), StandardCharsets.UTF_8);
    }
}
