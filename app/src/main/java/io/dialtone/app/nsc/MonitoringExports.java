package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.conf.ExchangeKind;
import java.util.List;

/** What a system account offers to all accounts: each sees what concerns itself, since its key must stand in the subject. */
final class MonitoringExports {
    private MonitoringExports() {}

    /** A system account without signing keys. */
    static AccountClaims systemAccount(String publicKey, String name) {
        Export events = Export.builder(ExchangeKind.STREAM, "$SYS.ACCOUNT.*.>")
                .name("account-monitoring-streams")
                .accountTokenPosition(3)
                .description("Account specific monitoring stream")
                .build();
        Export requests = Export.builder(ExchangeKind.SERVICE, "$SYS.REQ.ACCOUNT.*.*")
                .name("account-monitoring-services")
                .responseType("Stream")
                .accountTokenPosition(4)
                .description("Request account specific monitoring services for: SUBSZ, CONNZ, LEAFZ, JSZ and INFO")
                .build();
        return AccountClaims.builder(publicKey)
                .name(name)
                .exports(List.of(events, requests))
                .build();
    }
}
