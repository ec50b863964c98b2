package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.Claims;
import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.describe.Words;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(description = "List what is expired or soon will be.")
final class Expirations extends NscCommand {
    @Option(
            names = {"-t", "--soon", "--within"},
            paramLabel = "DISTANCE",
            description = "What is soon: #m(inutes), #h(ours), #d(ays), #w(eeks), #M(onths), #y(ears).")
    String within = "4w";

    @Override
    void run(Session session) throws NscException, StoreException {
        OperatorStore store = session.store();
        Table table = new Table("Expiration Report (in " + within + ")").columns("Expired", "Resource", "Expiration");
        add(session, table, store.name(), store.operator());
        for (String account : store.accounts()) {
            add(session, table, store.name() + "/" + account, store.account(account));
            for (String user : store.users(account)) {
                add(session, table, store.name() + "/" + account + "/" + user, store.user(account, user));
            }
        }
        session.print(table.render() + "\n");
    }

    private void add(Session session, Table table, String label, Claims claims) throws NscException {
        long now = session.world.clock().instant().getEpochSecond();
        long soon = Converters.moment(within, session.world.clock().instant());
        if (claims.expires() > 0 && claims.expires() <= soon) {
            table.row(Words.yesNo(claims.expires() < now), label, Words.date(claims.expires()));
        }
    }
}
