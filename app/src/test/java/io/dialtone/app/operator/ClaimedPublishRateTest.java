package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.app.testkit.Deadline;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.app.testkit.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Claims know no publish rates: accounts that come from claims have what {@code account_publish_limits} gives to all. */
@Timeout(120)
class ClaimedPublishRateTest {
    private static final double SECOND = 1e9;
    private static final String LITTLE = "account_publish_limits { publish_rate: 5, publish_burst: \"200ms\" }\n";
    private static final String MESSAGE = "PUB x 1\r\ny\r\n";

    private final Signer signer = new Signer();

    @TempDir
    Path directory;

    private String claims(String description) {
        return signer.accountToken(signer.account, b -> b.description(description));
    }

    private String preloaded() {
        return signer.config("MEMORY", signer.account.publicKey(), claims("first"));
    }

    private RawClient join(NatsProcess server) {
        return Signer.join(server, Signer.userToken(signer.user, signer.account, b -> b), signer.user);
    }

    private static void take(RawClient subscriber, int messages) {
        for (int i = 0; i < messages; i++) {
            subscriber.expect("MSG x 1 1\r\ny\r\n");
        }
    }

    private long pauses(NatsProcess server, String account) {
        for (JsonNode one : server.monitor("/accstatz?unused=1").path("account_statz")) {
            if (one.path("acc").asText().equals(account)) {
                return one.path("publish_pauses").asLong();
            }
        }
        return 0;
    }

    private void awaitPause(NatsProcess server, long above) {
        Deadline.await("the account is held back", () -> pauses(server, signer.account.publicKey()) > above);
    }

    @Test
    void aClaimedAccountPublishesNoFasterThanAnyAccountMayAndLosesNothing() {
        String config = preloaded() + "account_publish_limits { publish_rate: 1000, publish_burst: \"50ms\" }\n";
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, config);
                RawClient subscriber = join(server);
                RawClient one = join(server);
                RawClient two = join(server)) {
            subscriber.send("SUB x 1\r\n").flush();
            long start = System.nanoTime();
            one.send(MESSAGE.repeat(500));
            two.send(MESSAGE.repeat(500));
            take(subscriber, 1000);
            assertThat((System.nanoTime() - start) / SECOND).isGreaterThan(0.5);
            awaitPause(server, 0);
        }
    }

    @Test
    void theSystemAccountOfAnOperatorIsNotLimited() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, preloaded() + LITTLE);
                RawClient system = signer.joinSystem(server);
                RawClient user = join(server)) {
            system.send(MESSAGE.repeat(1000)).flush();
            user.send(MESSAGE.repeat(1000));
            awaitPause(server, 0);
            assertThat(pauses(server, signer.system.publicKey())).isZero();
        }
    }

    @Test
    void aReloadSetsFreeAndHoldsBackAgain() {
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, preloaded() + LITTLE);
                RawClient subscriber = join(server);
                RawClient publisher = join(server)) {
            subscriber.send("SUB x 1\r\n").flush();
            publisher.send(MESSAGE.repeat(3000));
            awaitPause(server, 0);
            // Ten minutes at the first rate, more than any deadline.
            server.reload(preloaded());
            take(subscriber, 3000);
            long before = pauses(server, signer.account.publicKey());
            server.reload(preloaded() + LITTLE);
            // The limit holds from the first read after the connection's actor has heard of it.
            Deadline.await("the account is held back again", () -> {
                publisher.send(MESSAGE.repeat(20));
                return pauses(server, signer.account.publicKey()) > before;
            });
        }
    }

    @Test
    void anAccountThatIsPushedWhileTheServerRunsIsLimitedFromTheStartAndAfterItsClaimsChange() {
        String resolver = "{ type: full, dir: \"" + directory.resolve("jwt") + "\" }";
        try (NatsProcess server = NatsProcess.start(Target.DIALTONE, signer.config(resolver) + LITTLE);
                RawClient system = signer.joinSystem(server)) {
            push(system, claims("first"));
            try (RawClient publisher = join(server)) {
                publisher.send(MESSAGE.repeat(1000));
                awaitPause(server, 0);
                push(system, claims("second"));
                long before = pauses(server, signer.account.publicKey());
                try (RawClient another = join(server)) {
                    another.send(MESSAGE.repeat(1000));
                    awaitPause(server, before);
                }
            }
        }
    }

    private void push(RawClient system, String token) {
        system.send("SUB answer 1\r\nPUB $SYS.REQ.ACCOUNT." + signer.account.publicKey() + ".CLAIMS.UPDATE answer "
                + token.length() + "\r\n" + token + "\r\n");
        assertThat(system.readThrough("\r\n{")).isNotEmpty();
        assertThat(system.readLine()).contains("jwt updated");
    }
}
