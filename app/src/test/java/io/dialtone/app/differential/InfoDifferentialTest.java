package io.dialtone.app.differential;

import io.dialtone.app.testkit.Differential;
import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INFO, both at the connect and after the first PONG: the same keys in the same order with the same values as nats-server's. */
class InfoDifferentialTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server_name: named",
                "max_payload: 1000",
                "client_advertise: \"example.com:4333\"",
                "client_advertise: \"example.com\"",
                "no_header_support: true",
                "authorization { user: a, password: b, timeout: 60 }",
                "authorization { token: t, timeout: 60 }",
                "authorization { timeout: 60, users: [ {user: a, password: b}, {user: g, password: g} ] }\nno_auth_user: g",
                "authorization { users: [ {user: a, password: b}, {nkey: UAH42UG6PV552P5SWLWTBP3H3S5BHAVCO2IEKEXUANJXR75J63RQ5WM6} ] }",
                "accounts { A { users: [ {user: a, password: b} ] } }",
                "accounts { $SYS { users: [ {user: s, password: s} ] } }",
                "proxy_protocol: true",
                "max_connections: 10\nping_interval: 7s",
            })
    void infoIsTheSame(String config) {
        try (Differential servers = Differential.start(config)) {
            servers.compare(config, InfoDifferentialTest::infos);
        }
    }

    private static String infos(NatsProcess server) {
        try (RawClient client = RawClient.open(server.port())) {
            String first = client.readThrough("\r\n");
            client.send("CONNECT {\"protocol\":1,\"user\":\"a\",\"pass\":\"b\",\"auth_token\":\"t\"}\r\nPING\r\n");
            client.shutdownOutput();
            // A PING of the server may come where it takes two seconds until the rest has come.
            return first + client.readToEof().replace("PING\r\n", "");
        }
    }
}
