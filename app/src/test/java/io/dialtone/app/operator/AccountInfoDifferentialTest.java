package io.dialtone.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dialtone.accounts.jwt.ActivationClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.jwt.Import;
import io.dialtone.accounts.jwt.Revocations;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.app.system.MaskedJson;
import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import io.dialtone.conf.ExchangeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What monitoring says of one account: its claims, what is wrong with them, what its services owe. */
@Timeout(300)
class AccountInfoDifferentialTest {
    private final Signer signer = new Signer();

    private static String info(NatsProcess server, String account) {
        JsonNode detail = server.monitor("/accountz?acc=" + account).path("account_detail");
        assertThat(detail.path("account_name").asText()).isEqualTo(account);
        return MaskedJson.of(detail.toString());
    }

    @Test
    void claimsAreShownWithWhatIsWrongWithThem() {
        KeyPair exporter = Signer.account();
        String exporting = signer.accountToken(
                exporter,
                b -> b.description("d")
                        .tags(List.of("T1", "t2"))
                        .revocations(
                                new Revocations(Map.of("*", 1_700_000_000L, signer.user.publicKey(), 1_700_000_100L)))
                        .exports(List.of(
                                Export.builder(ExchangeKind.STREAM, "s.>")
                                        .tokenRequired(true)
                                        .revocations(new Revocations(Map.of("*", 1_700_000_200L)))
                                        .build(),
                                Export.builder(ExchangeKind.SERVICE, "q").build())));
        String importing = signer.accountToken(
                signer.account,
                b -> b.imports(List.of(
                        // Deprecated words are worth a warning.
                        Import.builder(ExchangeKind.SERVICE, exporter.publicKey(), "q")
                                .name("old")
                                .to("here")
                                .build(),
                        Import.builder(ExchangeKind.STREAM, Signer.account().publicKey(), "nowhere")
                                .name("gone")
                                .localSubject("n")
                                .build())));
        String config = signer.config("MEMORY", exporter.publicKey(), exporting, signer.account.publicKey(), importing);
        try (Differential servers = Differential.start(config)) {
            servers.compare("accounts", server -> {
                String token = Signer.userToken(signer.user, signer.account, b -> b);
                try (RawClient user = Signer.join(server, token, signer.user)) {
                    user.flush();
                    return info(server, exporter.publicKey()) + "\n" + info(server, signer.account.publicKey());
                }
            });
        }
    }

    @Test
    void anImportWhoseTokenTheExporterDoesNotTakeMakesAnAccountIncomplete() {
        KeyPair exporter = Signer.account();
        String exporting = signer.accountToken(
                exporter,
                b -> b.exports(List.of(Export.builder(ExchangeKind.STREAM, "s.>")
                        .tokenRequired(true)
                        .build())));
        String activation = Signer.sign(
                ActivationClaims.builder(signer.account.publicKey())
                        .name("a")
                        .importSubject("s.>")
                        .kind(ExchangeKind.STREAM)
                        .expires(Instant.now().getEpochSecond() - 10)
                        .build(),
                exporter);
        String importing = signer.accountToken(
                signer.account,
                b -> b.imports(List.of(Import.builder(ExchangeKind.STREAM, exporter.publicKey(), "s.a")
                        .name("i")
                        .localSubject("here")
                        .token(activation)
                        .build())));
        String config = signer.config("MEMORY", exporter.publicKey(), exporting, signer.account.publicKey(), importing);
        try (Differential servers = Differential.start(config)) {
            servers.compare("accounts", server -> {
                String token = Signer.userToken(signer.user, signer.account, b -> b);
                try (RawClient user = Signer.join(server, token, signer.user)) {
                    user.flush();
                    return info(server, signer.account.publicKey());
                }
            });
        }
    }

    @Test
    void answersThatAreOwedAreShown() {
        String config = """
                accounts {
                  A {
                    users: [ {user: a, password: p} ]
                    exports: [
                      {service: svc}
                      {service: "st.*", response_type: stream}
                      {service: lat, latency: {sampling: 100, subject: ll}}
                    ]
                  }
                  B {
                    users: [ {user: b, password: p} ]
                    imports: [
                      {service: {account: A, subject: svc}, to: other}
                      {service: {account: A, subject: "st.*"}, share: true}
                      {service: {account: A, subject: lat}}
                    ]
                  }
                }
                """;
        try (Differential servers = Differential.start(config)) {
            servers.compare("responses", server -> {
                try (RawClient service = RawClient.connect(server.port(), "\"user\":\"a\",\"pass\":\"p\"");
                        RawClient asking = RawClient.connect(server.port(), "\"user\":\"b\",\"pass\":\"p\"")) {
                    service.send("SUB svc 1\r\nSUB st.* 2\r\nSUB lat 3\r\n").flush();
                    asking.send("SUB in 1\r\nPUB other in 1\r\nx\r\nPUB st.x in 1\r\nx\r\nPUB lat in 1\r\nx\r\n")
                            .flush();
                    List<String> owed = new ArrayList<>();
                    server.monitor("/accountz?acc=A")
                            .path("account_detail")
                            .path("responses")
                            .properties()
                            .forEach(entry -> owed.add((entry.getKey() + entry.getValue())
                                    .replace(
                                            entry.getKey(),
                                            "<reply" + entry.getKey().length() + ">")));
                    Collections.sort(owed);
                    assertThat(owed).hasSize(3);
                    return String.join("\n", owed);
                }
            });
        }
    }
}
