package io.dialtone.actors.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOptionsTest {
    private static final ServerDescription SERVER = new ServerDescription(
            "one", "10.0.0.1", "N1", "east", "", "2.15.1", List.of("az:1", "ssd"), Map.of(), Map.of());

    private static RequestOptions read(String body) throws GoJsonException {
        return Endpoint.CONNZ.options(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyBodyAndNullSayNothing() throws Exception {
        for (String body : List.of("", "null", "{}", " {\n}\t")) {
            RequestOptions options = read(body);
            assertThat(options.text("user")).isEmpty();
            assertThat(options.number("cid")).isZero();
            assertThat(options.concerns(SERVER)).isTrue();
        }
    }

    @Test
    void fieldsAreTakenWhateverTheirCaseAndTheLastOneHolds() throws Exception {
        RequestOptions options =
                read("{\"CID\":3,\"auth\":false,\"Auth\":true,\"user\":\"b\\u00e9\\n\",\"unknown\":[{}]}");
        assertThat(options.number("cid")).isEqualTo(3);
        assertThat(options.flag("auth")).isTrue();
        assertThat(options.text("user")).isEqualTo("b\u00e9\n");
    }

    // The texts are those of nats-server 2.15.1, which is built with Go 1.27.
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '|',
            value = {
                "{bad#invalid character 'b' looking for beginning of object key string",
                "{#unexpected end of JSON input",
                "[[#unexpected end of JSON input",
                "nul#unexpected end of JSON input",
                "x#invalid character 'x' looking for beginning of value",
                "'x'#invalid character '\\'' looking for beginning of value",
                "é#invalid character 'é' looking for beginning of value",
                "{\"a\":1,}#invalid character '}' looking for beginning of object key string",
                "{\"a\" 1}#invalid character '1' after object key",
                "{\"a\":1 2}#invalid character '2' after object key:value pair",
                "[1 2]#invalid character '2' after array element",
                "[1,]#invalid character ']' looking for beginning of value",
                "{} x#invalid character 'x' after top-level value",
                "{\"a\":-01}#invalid character '1' after object key:value pair",
                "{\"a\":1.}#invalid character '}' in numeric literal",
                "{\"a\":1.5e}#invalid character '}' in numeric literal",
                "{\"a\":tRue}#invalid character 'R' in literal true (expecting 'r')",
                "{\"a\":nul}#invalid character '}' in literal null (expecting 'l')",
                "{\"a\":\"\\x\"}#invalid escape sequence `\\x` in string",
                "{\"a\":\"\\u12G4\"}#invalid escape sequence `\\u12G4` in string",
                "{\"a\":\"\\\"}#unexpected end of JSON input",
                "[]#json: cannot unmarshal array into Go value of type server.ConnzEventOptions",
                "5#json: cannot unmarshal number into Go value of type server.ConnzEventOptions",
                "{\"server_name\":5}#json: cannot unmarshal number into Go struct field ConnzEventOptions.server_name of type string",
                "{\"limit\":1.5}#json: cannot unmarshal number 1.5 into Go struct field ConnzEventOptions.limit of type int",
                "{\"limit\":\"x\"}#json: cannot unmarshal string into Go struct field ConnzEventOptions.limit of type int",
                "{\"cid\":-1}#json: cannot unmarshal number -1 into Go struct field ConnzEventOptions.cid of type uint64",
                "{\"sort\":3}#json: cannot unmarshal number into Go struct field ConnzEventOptions.sort of type server.SortOpt",
                "{\"state\":\"open\"}#json: cannot unmarshal string into Go struct field ConnzEventOptions.state of type server.ConnState",
                "{\"tags\":\"x\"}#json: cannot unmarshal string into Go struct field ConnzEventOptions.tags of type []string",
                "{\"tags\":[\"x\",1]}#json: cannot unmarshal number into ConnzEventOptions.tags.1 of type string",
                "{\"server_name\":5,}#invalid character '}' looking for beginning of object key string",
            })
    void whatIsWrongIsSaidInGoWords(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(GoJsonException.class).hasMessage(message);
    }

    @Test
    void controlCharactersAreShownEscaped() {
        assertThatThrownBy(() -> read("{\"a\":\"\n\"}")).hasMessage("invalid character '\\n' in string");
        assertThatThrownBy(() -> read("\"\u0001\"")).hasMessage("invalid character '\\x01' in string");
        assertThatThrownBy(() -> read("\ufeff{}"))
                .hasMessage("invalid character '\\ufeff' looking for beginning of value");
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).hasMessage("exceeded max depth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"server_name\":\"on\"}",
                "{\"server_name\":\"one\",\"exact_match\":true}",
                "{\"host\":\"10.0\"}",
                "{\"cluster\":\"ea\"}",
                "{\"tags\":[\"ssd\"]}",
                "{\"tags\":[\"ssd\",\"az:1\"]}",
            })
    void aServerThatFitsIsConcerned(String body) throws Exception {
        assertThat(read(body).concerns(SERVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"server_name\":\"two\"}",
                "{\"server_name\":\"on\",\"exact_match\":true}",
                "{\"host\":\"11\"}",
                "{\"cluster\":\"west\"}",
                "{\"tags\":[\"ssd\",\"az:2\"]}",
                "{\"domain\":\"d\"}",
            })
    void aServerThatDoesNotFitIsNotConcerned(String body) throws Exception {
        assertThat(read(body).concerns(SERVER)).isFalse();
    }
}
