package io.dialtone.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same requests to nats-server and to this broker, with the same clients connected: the answers are the same. */
class SystemDifferentialTest {
    private static final List<Side> SIDES = new ArrayList<>();

    static final String CONFIG = """
            server_name: one
            server_tags: ["az:1", "ssd"]
            server_metadata: {rack: r1}
            accounts {
              SYS { users: [{user: sys, password: p}] }
              A {
                users: [
                  {user: a, password: p}
                  {user: narrow, password: p, permissions: {
                    publish: ["a.>", "$SYS.>"], subscribe: {allow: ["_INBOX.>"], deny: "q"}, allow_responses: true}}
                ]
                mappings: {m.1: m.2}
                exports: [{service: svc}, {stream: "st.>", accounts: [B]}]
              }
              B { users: [{user: b, password: p}], imports: [{stream: {account: A, subject: "st.>"}}] }
              C { users: [{user: c, password: p}] }
            }
            system_account: SYS
            authorization { timeout: 60 }
            """;

    /** A server with one client of each user. */
    private record Side(NatsProcess server, SystemClient sys, List<SystemClient> others) {
        static Side start(Target target) {
            NatsProcess server = NatsProcess.start(target, CONFIG);
            List<SystemClient> others = new ArrayList<>();
            for (String user : List.of("a", "narrow", "b", "c")) {
                others.add(SystemClient.connect(server.port(), user, "client-" + user));
            }
            others.get(0).subscribe("foo");
            return new Side(server, SystemClient.connect(server.port(), "sys", "client-sys"), others);
        }

        SystemClient client(String user) {
            return switch (user) {
                case "a" -> others.get(0);
                case "narrow" -> others.get(1);
                case "b" -> others.get(2);
                case "c" -> others.get(3);
                default -> sys;
            };
        }

        void close() {
            others.forEach(SystemClient::close);
            sys.close();
            server.close();
        }
    }

    @BeforeAll
    static void start() {
        SIDES.add(Side.start(Target.NATS_SERVER));
        SIDES.add(Side.start(Target.DIALTONE));
    }

    @AfterAll
    static void stop() {
        SIDES.forEach(Side::close);
        SIDES.clear();
    }

    private static void compare(String user, String subject, String headers, String body) {
        List<String> answers = SIDES.stream()
                .map(side -> side.client(user).request(subject, headers, body))
                .map(answer -> answer.headers() + MaskedJson.of(answer.body()))
                .toList();
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '|',
            value = {
                "SERVER.PING.IDZ#",
                "SERVER.PING.IDZ#{bad",
                "SERVER.PING#",
                "SERVER.PING.STATSZ#{\"server_name\":\"on\"}",
                "SERVER.PING.VARZ#",
                "SERVER.PING.SUBSZ#",
                "SERVER.PING.SUBSZ#{\"subscriptions\":true,\"test\":\"foo\"}",
                "SERVER.PING.SUBSZ#{\"account\":\"C\",\"subscriptions\":true,\"limit\":0}",
                "SERVER.PING.CONNZ#",
                "SERVER.PING.CONNZ#{\"auth\":true,\"subscriptions\":true}",
                "SERVER.PING.CONNZ#{\"auth\":true,\"subscriptions_detail\":true,\"acc\":\"A\"}",
                "SERVER.PING.CONNZ#{\"offset\":1,\"limit\":1,\"sort\":\"cid\"}",
                "SERVER.PING.CONNZ#{\"user\":\"b\",\"auth\":true}",
                "SERVER.PING.CONNZ#{\"acc\":\"NOPE\"}",
                "SERVER.PING.CONNZ#{\"state\":1}",
                "SERVER.PING.CONNZ#{\"state\":3}",
                "SERVER.PING.CONNZ#{\"filter_subject\":\"foo\",\"acc\":\"A\"}",
                "SERVER.PING.CONNZ#{\"filter_subject\":\"nope\",\"acc\":\"A\"}",
                "SERVER.PING.ROUTEZ#",
                "SERVER.PING.GATEWAYZ#",
                "SERVER.PING.LEAFZ#",
                "SERVER.PING.ACCOUNTZ#",
                "SERVER.PING.ACCOUNTZ#{\"account\":\"A\"}",
                "SERVER.PING.ACCOUNTZ#{\"account\":\"SYS\"}",
                "SERVER.PING.JSZ#",
                "SERVER.PING.HEALTHZ#",
                "SERVER.PING.HEALTHZ#{\"stream\":\"x\"}",
                "SERVER.PING.HEALTHZ#{\"stream\":\"x\",\"details\":true}",
                "SERVER.PING.PROFILEZ#",
                "SERVER.PING.PROFILEZ#{\"name\":\"nope\"}",
                "SERVER.PING.PROFILEZ#{\"name\":\"cpu\"}",
                "SERVER.PING.RAFTZ#",
                "SERVER.PING.NOPE#",
                "SERVER.NOPE.HEALTHZ#",
                "ACCOUNT.A.CONNZ#{\"auth\":true}",
                "ACCOUNT.NOPE.CONNZ#",
                "ACCOUNT.C.SUBSZ#",
                "ACCOUNT.NOPE.SUBSZ#",
                "ACCOUNT.A.LEAFZ#",
                "ACCOUNT.A.JSZ#",
                "ACCOUNT.A.INFO#",
                "ACCOUNT.B.INFO#",
                "ACCOUNT.SYS.INFO#",
                "ACCOUNT.$G.INFO#",
                "ACCOUNT.NOPE.INFO#",
                "ACCOUNT.A.STATZ#",
                "ACCOUNT.$G.STATZ#{\"include_unused\":true}",
                "ACCOUNT.A.CONNS#",
                "ACCOUNT.A.NOPE#",
                "ACCOUNT.PING.STATZ#",
                "ACCOUNT.PING.STATZ#{\"accounts\":[\"A\",\"$G\",\"NOPE\"],\"include_unused\":true}",
                "ACCOUNT.PING.CONNZ#",
                "ACCOUNT.NSUBS#{\"acc\":\"A\",\"subject\":\"foo\"}",
                "ACCOUNT.NSUBS#{\"acc\":\"A\",\"subject\":\"nothing\"}",
                "USER.INFO#",
                "USER.A.INFO#",
            })
    void answersAreTheSame(String subject, String body) {
        compare("sys", "$SYS.REQ." + subject, "", body == null ? "" : body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '|',
            value = {
                "SERVER.PING.CONNZ#{bad",
                "SERVER.PING.STATSZ#[]",
                "SERVER.PING.VARZ#5",
                "SERVER.PING.SUBSZ#{\"test\":\"a..b\",\"subscriptions\":true}",
                "SERVER.PING.CONNZ#{\"sort\":\"nope\"}",
                "SERVER.PING.CONNZ#{\"sort\":\"stop\"}",
                "SERVER.PING.CONNZ#{\"filter_subject\":\"foo\"}",
                "SERVER.PING.CONNZ#{\"cid\":-1}",
                "SERVER.PING.ACCOUNTZ#{\"account\":\"NOPE\"}",
                "SERVER.PING.HEALTHZ#{\"details\":1}",
                "ACCOUNT.A.INFO#{\"tags\":[1]}",
                "ACCOUNT.A.STATZ#{bad",
                "ACCOUNT.PING.STATZ#{\"accounts\":\"A\"}",
            })
    void errorsAreTheSame(String subject, String body) {
        compare("sys", "$SYS.REQ." + subject, "Accept-Encoding: gzip", body);
    }

    private static void compareOfOneServer(String endpoint, String body) {
        List<String> answers = SIDES.stream()
                .map(side -> {
                    String id = side.sys()
                            .request("$SYS.REQ.SERVER.PING.IDZ")
                            .json()
                            .path("id")
                            .asText();
                    return side.sys().request("$SYS.REQ.SERVER." + id + "." + endpoint, "", body);
                })
                .map(answer -> answer.headers() + MaskedJson.of(answer.body()))
                .toList();
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }

    @ParameterizedTest
    @CsvSource({"KICK", "LDM", "RELOAD"})
    void ofOneServerAlone(String endpoint) {
        compareOfOneServer(endpoint, "{\"cid\":9999}");
        compare("sys", "$SYS.REQ.SERVER.PING." + endpoint, "", "{\"cid\":9999}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '|',
            value = {
                "IDZ#",
                "STATSZ#",
                "VARZ#",
                "SUBSZ#{\"subscriptions\":true,\"account\":\"A\"}",
                "CONNZ#",
                "CONNZ#{\"auth\":true,\"subscriptions_detail\":true}",
                "CONNZ#{\"sort\":\"cid\",\"limit\":2,\"offset\":1}",
                "CONNZ#{\"state\":2,\"sort\":\"subs\",\"acc\":\"A\"}",
                "ROUTEZ#",
                "GATEWAYZ#",
                "LEAFZ#",
                "ACCOUNTZ#{\"account\":\"B\"}",
                "JSZ#",
                "JSZ#{\"accounts\":true,\"streams\":true,\"config\":true,\"consumer\":true}",
                "JSZ#{\"account\":\"A\"}",
                "JSZ#{\"account\":\"NOPE\"}",
                "JSZ#{bad",
                "HEALTHZ#",
                "HEALTHZ#{\"js-enabled-only\":true}",
                "HEALTHZ#{\"account\":\"A\",\"stream\":\"x\"}",
                "RAFTZ#",
            })
    void answersOfOneServerAreTheSame(String endpoint, String body) {
        compareOfOneServer(endpoint, body == null ? "" : body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a#REQ.USER.INFO",
                "narrow#REQ.USER.INFO",
                "b#REQ.USER.INFO",
                "a#REQ.USER.A.INFO",
                "c#REQ.SERVER.PING.CONNZ",
                "a#REQ.ACCOUNT.PING.CONNZ",
                "a#REQ.ACCOUNT.PING.STATZ",
                "a#REQ.ACCOUNT.A.CONNZ",
                "a#REQ.ACCOUNT.B.CONNZ",
                "a#REQ.SERVER.PING",
                "a#REQ.SERVER.PING.VARZ",
                "a#REQ.SERVER.PING.STATSZ",
                "a#DEBUG.SUBSCRIBERS",
            })
    void othersSeeThemselvesAndNoMore(String user, String subject) {
        compare(user, "$SYS." + subject, "", "");
    }

    @Test
    void nobodyIsLeaderWithoutJetStream() {
        for (Side side : SIDES) {
            for (int i = 0; i < 2; i++) {
                side.sys().ask("$SYS.REQ.SERVER.PING.JSZ", "", "{\"leader_only\":true}");
                side.sys().ask("$SYS.REQ.SERVER.PING.IDZ", "", "");
                assertThat(side.sys().next().body()).startsWith("{\"name\":\"one\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"identity", "br"})
    void encodingsThatNobodyKnowsAreIdentity(String encoding) {
        compare("sys", "$SYS.REQ.SERVER.PING.HEALTHZ", "Accept-Encoding: " + encoding, "");
        compare("sys", "$SYS.REQ.SERVER.PING.IDZ", "Accept-Encoding: " + encoding, "");
    }

    @ParameterizedTest
    @CsvSource({"foo", "nothing"})
    void subscribersAreCounted(String subject) {
        compare("sys", "$SYS.DEBUG.SUBSCRIBERS", "", subject);
    }
}
