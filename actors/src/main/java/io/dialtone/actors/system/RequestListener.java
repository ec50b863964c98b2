package io.dialtone.actors.system;

import io.dialtone.actors.exchange.Requester;
import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.InternalSubscriber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the requests of one endpoint and hands them on to where they are answered. */
final class RequestListener implements InternalSubscriber {
    private static final Set<Endpoint> OF_SERVERS = EnumSet.range(Endpoint.IDZ, Endpoint.RAFTZ);
    private static final Set<Endpoint> OF_ONE_SERVER = EnumSet.of(Endpoint.RELOAD, Endpoint.KICK, Endpoint.LDM);
    private static final Set<Endpoint> OF_ACCOUNTS = EnumSet.of(
            Endpoint.CONNZ,
            Endpoint.SUBSZ,
            Endpoint.LEAFZ,
            Endpoint.JSZ,
            Endpoint.INFO,
            Endpoint.STATZ,
            Endpoint.CONNS);
    private static final int ACCOUNT_TOKEN = 3;

    private final Endpoint endpoint;
    private final boolean ofAccount;
    private final Consumer<SystemRequest> to;

    private RequestListener(Endpoint endpoint, boolean ofAccount, Consumer<SystemRequest> to) {
        this.endpoint = endpoint;
        this.ofAccount = ofAccount;
        this.to = to;
    }

    /** The subscriptions of all endpoints of a server. */
    static List<Subscription> all(String serverId, Consumer<SystemRequest> to) {
        List<Subscription> all = new ArrayList<>();
        add(all, "$SYS.REQ.SERVER.PING", new RequestListener(Endpoint.STATSZ, false, to));
        for (Endpoint endpoint : OF_SERVERS) {
            RequestListener listener = new RequestListener(endpoint, false, to);
            add(all, "$SYS.REQ.SERVER.PING." + endpoint, listener);
            add(all, "$SYS.REQ.SERVER." + serverId + "." + endpoint, listener);
        }
        for (Endpoint endpoint : OF_ONE_SERVER) {
            add(all, "$SYS.REQ.SERVER." + serverId + "." + endpoint, new RequestListener(endpoint, false, to));
        }
        for (Endpoint endpoint : OF_ACCOUNTS) {
            add(all, "$SYS.REQ.ACCOUNT.*." + endpoint, new RequestListener(endpoint, true, to));
        }
        add(all, "$SYS.REQ.ACCOUNT.NSUBS", new RequestListener(Endpoint.NSUBS, false, to));
        add(all, "$SYS.REQ.USER.*.INFO", new RequestListener(Endpoint.USER_INFO, true, to));
        add(all, "$SYS.DEBUG.SUBSCRIBERS", new RequestListener(Endpoint.SUBSCRIBERS, false, to));
        return all;
    }

    private static void add(List<Subscription> all, String subject, RequestListener listener) {
        byte[] sid = ByteText.bytes(Integer.toString(all.size() + 1));
        all.add(new Subscription(ByteText.bytes(subject), null, sid, listener));
    }

    @Override
    public int receive(Subscription subscription, Delivery message) {
        ClientInfo asking = message.publisher() instanceof Requester requester ? requester.clientInfo() : null;
        String account = ofAccount ? ByteText.text(message.subject()).split("\\.", -1)[ACCOUNT_TOKEN] : "";
        to.accept(new SystemRequest(endpoint, account, message.reply(), message.headers(), message.payload(), asking));
        return 1;
    }
}
