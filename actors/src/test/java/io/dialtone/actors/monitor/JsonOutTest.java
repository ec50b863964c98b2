package io.dialtone.actors.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonOutTest {

    @Test
    void charactersAreEscapedAsGoDoes() {
        JsonBody body = out -> out.object(() -> out.field("s", "<a&b>\"\\\n\t\b\u0001\u001F\u2028µ\uD83D\uDE00\u007F"));
        assertThat(text(body.compact()))
                .isEqualTo(
                        "{\"s\":\"\\u003ca\\u0026b\\u003e\\\"\\\\\\n\\t\\b\\u0001\\u001f\\u2028µ\uD83D\uDE00\u007F\"}");
    }

    @Test
    void keysAreEscapedToo() {
        JsonBody body = out -> out.object(() -> out.map("m", Map.of("b>", 1L, "a", 2L), JsonOut::number));
        assertThat(text(body.compact())).isEqualTo("{\"m\":{\"a\":2,\"b\\u003e\":1}}");
    }

    @Test
    void indentedDocumentsHaveAFieldALineAndEmptyBracketsTogether() {
        JsonBody body = out -> out.object(() -> {
            out.field("a", 1L);
            out.object("none", () -> {});
            out.strings("list", List.of("x", "y"));
            out.strings("empty", List.of());
            out.object("deep", () -> out.field("d", 0.5));
        });
        assertThat(text(body.indented(2))).isEqualTo("""
                        {
                          "a": 1,
                          "none": {},
                          "list": [
                            "x",
                            "y"
                          ],
                          "empty": [],
                          "deep": {
                            "d": 0.5
                          }
                        }""");
    }

    @Test
    void optionalFieldsAreLeftOutWhenEmpty() {
        JsonBody body = out -> out.object(() -> {
            out.opt("s", "");
            out.opt("n", (String) null);
            out.opt("l", 0L);
            out.opt("b", false);
            out.optStrings("a", List.of());
            out.optMap("m", Map.of(), JsonOut::number);
            out.opt("kept", 7L);
        });
        assertThat(text(body.compact())).isEqualTo("{\"kept\":7}");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
