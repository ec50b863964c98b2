package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartupValidationTest {
    private static Options options(String text) throws ConfigurationException {
        return OptionsFile.parse(text.replace("|", "\n")).options();
    }

    @Test
    void theDefaultsAreFine() {
        assertThat(StartupValidation.problems(Options.defaults())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "lame_duck_duration: 30s|lame_duck_grace_period: 40s; "
                        + "lame duck grace period (40s) should be strictly lower than lame duck duration (30s)",
                "http_user: a; http_user and http_password belong together",
                "http_password: a; http_user and http_password belong together",
                "http: 8222|https_verify: true; https_verify needs https",
                "max_payload: 2MB|max_pending: 1MB; max_payload (2097152) cannot be higher than max_pending (1048576)",
                "cluster { name: a, port: 1 }|gateway { name: b, port: 2 }; "
                        + "cluster name conflicts between cluster and gateway definitions",
                "leafnodes { port: 1 }|gateway { name: b, port: 2 }; "
                        + "leaf nodes and gateways (both being defined) require a system account to also be configured",
                "jetstream: true|cluster { name: a, port: 1 }; jetstream cluster requires `server_name` to be set",
                "jetstream: true|server_name: s|cluster { port: 1 }; jetstream cluster requires `cluster.name` to be set",
                "gateway { port: 1 }; gateway has no name",
                "gateway { name: g }; gateway \"g\" has no port specified (select -1 for random port)",
                "gateway { name: g, port: 1, gateways: [ { name: h } ] }; gateway \"h\" has no URL",
                "no_auth_user: x; no_auth_user: \"x\" present, but users/nkeys are not defined",
                "no_auth_user: x|authorization { users: [ { user: a } ] }; no_auth_user: \"x\" not present as user or "
                        + "nkey in authorization block or account configuration",
                "websocket { port: 1 }; websocket requires TLS configuration",
                "websocket { port: 1, no_tls: true, headers { Host: a } }; websocket: invalid header \"Host\" not allowed",
                "cluster { port: 1, compression: foo }; unsupported compression mode \"foo\"",
                "cluster { port: 1, compression { mode: auto, rtts: [ \"5ms\", \"1ms\" ] } }; "
                        + "RTT threshold values [5ms 1ms] should be in ascending order",
                "mqtt { port: 1 }; mqtt requires JetStream to be enabled if running in standalone mode",
                "default_sentinel: x; default sentinel requires operators and accounts",
                "operator: [x, y]; operators require an account resolver to be configured",
                "leafnodes { remotes: [ { url: \"nats://a\", account: X } ] }; "
                        + "cannot find local account \"X\" specified in leafnode remote",
            })
    void whatDoesNotFitTogetherIsTold(String text, String problem) throws Exception {
        assertThat(StartupValidation.problems(options(text))).containsExactly(problem);
    }

    @Test
    void accountsArePinnedOnceAndTheSystemAccountByItself() throws Exception {
        assertThat(StartupValidation.problems(options("cluster { port: -1, accounts: [A, A] }")))
                .containsExactly("found duplicate account name \"A\" in pinned accounts list [\"A\" \"A\" \"$SYS\"]");
    }

    @Test
    void allProblemsAreTold() throws Exception {
        String text =
                "lame_duck_duration: 30s|lame_duck_grace_period: 30s|max_payload: 2MB|max_pending: 1MB|no_auth_user: x";

        assertThat(StartupValidation.problems(options(text))).hasSize(3);
    }
}
