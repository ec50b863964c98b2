package io.dialtone.accounts.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.OptionsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and positions as nats-server 2.15.1 gives them for the same configurations. */
class ExchangeRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A { exports: [{service: 'a.b', account_token_position: 2}] }"
                        + "; Error adding service export \"a.b\": sublist: invalid subject",
                "A { exports: [{service: 'a.*', account_token_position: 5}] }"
                        + "; Error adding service export \"a.*\": sublist: invalid subject",
                "A { exports: [{stream: 'a.*', account_token_position: 1}] }"
                        + "; Error adding stream export \"a.*\": sublist: invalid subject",
                "A { exports: [{service: 'a.*', response: stream, latency: x}] }; Error adding service latency sampling for"
                        + " \"a.*\" on subject \"x\": bad service response type",
                "A { exports: [{service: a, latency: 'x.*'}] }; Error adding service latency sampling for \"a\" on subject"
                        + " \"x.*\": invalid publish subject",
                "A { exports: [{service: a, latency: a}] }; Error adding service latency sampling for \"a\" on subject \"a\":"
                        + " invalid publish subject",
                "A { exports: [{stream: a}] }, B { imports: [{stream: {account: A, subject: b}}] }"
                        + "; Error adding stream import \"b\": stream import not authorized",
                "A { exports: [{stream: a}] }, B { imports: [{stream: {account: A, subject: a}, prefix: 'x.*'}] }"
                        + "; Error adding stream import \"a\": stream import prefix can not contain wildcard tokens",
                "A { exports: [{service: 'a.*'}] }, B { imports: [{service: {account: A, subject: 'a.*'}, to: 'x.y'}] }"
                        + "; Error adding service import \"a.*\": failed to create mapping transform for service import subject"
                        + " from \"x.y\" to \"a.*\": invalid mapping destination: not using all of the token wildcard(s) in"
                        + " x.y",
                "A { exports: [{stream: 'a.*'}] }, B { imports: [{stream: {account: A, subject: 'a.*'}, to: 'x.y'}] }"
                        + "; Error adding stream import \"a.*\": failed to create mapping transform for stream import subject"
                        + " from \"a.*\" to \"x.y\": invalid mapping destination: not using all of the token wildcard(s) in x.y",
                "A { exports: [{service: 'a.*'}] }, B { imports: [{service: {account: A, subject: 'a..b'}}] }"
                        + "; Error adding service import \"a..b\": sublist: invalid subject",
            })
    void whatDoesNotFitIsRefused(String accounts, String problem) {
        String text = "accounts { " + accounts.replace('\'', '"') + " }";
        assertThat(problem(text)).isEqualTo(":1:0: " + problem);
    }

    private static String problem(String text) {
        try {
            OptionsFile.parse(text);
            return "";
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
