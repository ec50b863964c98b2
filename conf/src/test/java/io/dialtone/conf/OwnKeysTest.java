package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that nats-server does not have: publish rates and sticky queue groups. */
final class OwnKeysTest {
    private static Options parse(String text) throws ConfigurationException {
        return OptionsFile.parse(text).options();
    }

    @Test
    void aUserAnAccountAndAllAccountsHaveAPublishRate() throws Exception {
        Options options = parse("""
                accounts {
                  A {
                    users: [ { user: a, password: p, limits: { publish_rate: 1000, publish_burst: "250ms" } } ]
                    limits { max_payload: 1KB, publish_bytes: 10MB }
                  }
                }
                account_publish_limits { publish_rate: 5, publish_bytes: 6 }
                """);

        AccountOptions account = options.accounts().getFirst();
        assertThat(account.users().getFirst().publishRate())
                .isEqualTo(new PublishRate(1000, 0, Duration.ofMillis(250)));
        assertThat(account.limits())
                .isEqualTo(
                        new AccountLimits(-1, -1, 1024, -1, new PublishRate(0, 10 << 20, PublishRate.DEFAULT_BURST)));
        assertThat(options.limits().accountPublishRate()).isEqualTo(new PublishRate(5, 6, PublishRate.DEFAULT_BURST));
    }

    @Test
    void nothingIsLimitedUnlessItIsSaid() throws Exception {
        Options options = parse("accounts { A { users: [ { user: a, password: p } ] } }");

        assertThat(options.accounts().getFirst().limits()).isEqualTo(AccountLimits.UNLIMITED);
        assertThat(options.accounts()
                        .getFirst()
                        .users()
                        .getFirst()
                        .publishRate()
                        .isLimited())
                .isFalse();
        assertThat(options.limits().accountPublishRate().isLimited()).isFalse();
    }

    @Test
    void stickyQueuesAreReadInTheirOrder() throws Exception {
        Options options = parse("""
                sticky_queues: [ { subject: jobs, key_header: "Job-Key" } ]
                accounts {
                  A { sticky_queues: [ { subject: "orders.>", queue: workers, key_token: 2 }, { subject: ">", key_tokens: [1, 3] } ] }
                }
                """);

        assertThat(options.stickyQueues()).containsExactly(new StickyQueueOptions("jobs", "", List.of(), "Job-Key"));
        assertThat(options.accounts().getFirst().stickyQueues())
                .containsExactly(
                        new StickyQueueOptions("orders.>", "workers", List.of(2), ""),
                        new StickyQueueOptions(">", "", List.of(1, 3), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "account_publish_limits: 5; 1:0: Expected account_publish_limits to be a map/struct, got 5",
                "account_publish_limits { publish_rate: 0 }; 1:25: publish_rate must be more than 0",
                "account_publish_limits { publish_rate: -1 }; 1:25: publish_rate must be more than 0",
                "account_publish_limits { publish_rate: many };"
                        + " 1:25: interface conversion: interface {} is string, not int64",
                "account_publish_limits { publish_bytes: -5 }; 1:25: publish_bytes must be more than 0",
                "account_publish_limits { publish_rate: 1, publish_burst: 0s }; 1:42: publish_burst must be more than 0",
                "account_publish_limits { publish_burst: 1s };"
                        + " 1:0: publish_burst needs publish_rate or publish_bytes",
                "account_publish_limits { rate: 1 }; 1:25: unknown field \"rate\"",
                "authorization { users: [ { user: a, limits: { publish_rate: 0 } } ] };"
                        + " 1:46: publish_rate must be more than 0",
                "authorization { users: [ { user: a, limits: { max_subs: 1 } } ] };"
                        + " 1:46: Unknown field \"max_subs\" parsing user limits",
                "accounts { A { limits { publish_rate: x } } };"
                        + " 1:24: interface conversion: interface {} is string, not int64",
                "sticky_queues: 5; 1:0: Expected sticky_queues to be an array, got int64",
                "sticky_queues: [ 5 ]; 1:17: Expected sticky queue to be a map/struct, got int64",
                "sticky_queues: [ { key_token: 1 } ]; 1:33: Sticky queue needs a subject",
                "sticky_queues: [ { subject: a } ]; 1:31: Sticky queue needs either key_token or key_header",
                "sticky_queues: [ { subject: a, key_token: 1, key_header: b } ];"
                        + " 1:60: Sticky queue needs either key_token or key_header",
                "sticky_queues: [ { subject: a..b, key_token: 1 } ]; 1:19: Subject \"a..b\" is not a valid subject",
                "sticky_queues: [ { subject: a, queue: '*', key_token: 1 } ]; 1:31: Queue \"*\" is not a valid queue",
                "sticky_queues: [ { subject: a.b, key_token: 3 } ];"
                        + " 1:47: key_token 3 is beyond the 2 tokens of \"a.b\"",
                "sticky_queues: [ { subject: a, key_token: 0 } ]; 1:31: key_token must be 1 or more",
                "sticky_queues: [ { subject: a, key_token: [] } ]; 1:31: key_token names no token",
                "sticky_queues: [ { subject: a, key_header: 'a b' } ]; 1:31: key_header \"a b\" is not the name of a header",
                "sticky_queues: [ { subject: a, key_token: 1 }, { subject: a, key_header: h } ];"
                        + " 1:76: Duplicate sticky queue of subject \"a\""
            })
    void whatIsWrongIsRefusedWithItsPlace(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aReloadTakesThemOver() throws Exception {
        ReloadPlan plan =
                ReloadPlan.between(parse("accounts { A { users: [ { user: a, password: p } ] } }"), parse("""
                        account_publish_limits { publish_rate: 5 }
                        sticky_queues: [ { subject: a, key_token: 1 } ]
                        accounts { A { users: [ { user: a, password: p, limits: { publish_rate: 1 } } ] } }
                        """));

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.changes())
                .containsExactlyInAnyOrder(ReloadPlan.Change.ACCOUNTS, ReloadPlan.Change.AUTHORIZATION);
        assertThat(plan.logLines()).contains("Reloaded: account_publish_limits");
    }
}
