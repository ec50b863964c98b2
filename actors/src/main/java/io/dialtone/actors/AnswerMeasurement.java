package io.dialtone.actors;

import io.dialtone.actors.exchange.RemoteLatency;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subjects;
import io.dialtone.streams.AnswerTimer;
import io.dialtone.streams.ServerPublisher;

/** Tells the server where a request was made how long a client of this one took to answer it. On the client's loop. */
final class AnswerMeasurement implements AnswerTimer {
    private static final byte[] NONE = {};

    private final ServerContext server;
    private final ConnectionInfoCard card;
    private final Account account;

    AnswerMeasurement(ServerContext server, ConnectionInfoCard card, Account account) {
        this.server = server;
        this.card = card;
        this.account = account;
    }

    @Override
    public void answered(byte[] reply, byte[] request, long nanos) {
        SystemAccount system = server.system();
        if (system == null || !serves(ByteText.text(request))) {
            return;
        }
        ClientInfo who = server.identity().located(card.clientInfo());
        String id = ByteText.text(reply);
        byte[] told = RemoteLatency.of(account.id(), id, who, nanos).json();
        ServerPublisher.publish(system.system().space(), RemoteLatency.subjectFor(id), NONE, told);
    }

    private boolean serves(String subject) {
        return account.definition().exports().stream()
                .anyMatch(e -> e.kind() == ExchangeKind.SERVICE && Subjects.isSubsetOf(subject, e.subject()));
    }
}
