package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.actors.links.LinkHost;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.cluster.Neighbours;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerInfo;
import io.dialtone.streams.CloseReason;

/** Takes what other servers say in INFO once their route is there: changes of their own, gossip, accounts that move. Part of {@link Routes}. */
final class RouteHearing {
    private final LinkHost host;
    private final RouteMembers members;
    private final RouteSelf self;
    private final RouteOrders orders;
    private final RouteAnnouncements announcements;
    private final RouteAdmission admission;
    private final RouteChanges changes;
    private final Neighbours neighbours;

    RouteHearing(
            LinkHost host,
            RouteMembers members,
            RouteSelf self,
            RouteOrders orders,
            RouteAnnouncements announcements,
            RouteAdmission admission,
            RouteChanges changes,
            Neighbours neighbours) {
        this.host = host;
        this.members = members;
        this.self = self;
        this.orders = orders;
        this.announcements = announcements;
        this.admission = admission;
        this.changes = changes;
        this.neighbours = neighbours;
    }

    void heard(ActorRef<RouteLink.Command> link, ServerInfo info) {
        RouteCard card = members.card(link);
        if (card == null) {
            link.tell(new RouteLink.Placed(RoutePlan.GO_ON));
            return;
        }
        RouteNews.Reading reading = RouteNews.read(
                info,
                host.serverId(),
                card.info().serverId(),
                self.settings().name(),
                card.info().imports(),
                card.info().exports());
        ClusterName adopted = reading.adopted();
        if (adopted != null) {
            admission.adopt(adopted, card.info().serverId());
        }
        switch (reading.news()) {
            case RouteNews.Self ignored -> link.tell(new RouteLink.Leave(CloseReason.DUPLICATE_ROUTE, null));
            case RouteNews.ClusterConflict ignored ->
                link.tell(new RouteLink.Leave(CloseReason.CLUSTER_NAME_CONFLICT, null));
            case RouteNews.OtherServer other -> gossiped(card, other.info());
            case RouteNews.Update update -> updated(card, info, update);
            case RouteNews.AccountMoves asked -> {
                // Without a connection of its own here, too, it stays where it is.
                if (self.pinned().contains(asked.account())) {
                    members.slot(card, asked.slot()).forEach(one -> one.tell(new RouteLink.Moved(asked.account())));
                }
                link.tell(new RouteLink.Say(asked.answer(), InfoEnding.BLANK));
            }
            case RouteNews.AccountMoved moved -> {
                changes.answered(moved.requestId(), link);
            }
            case RouteNews.GatewayGossip gossip -> neighbours.heard(gossip.info());
        }
        link.tell(new RouteLink.Placed(RoutePlan.GO_ON));
    }

    private void gossiped(RouteCard teller, ServerInfo about) {
        GossipAnswer answer =
                self.gossip().answer(about, members.isPooled(teller.info().serverId()), members::isConnected);
        if (answer instanceof GossipAnswer.Dial dial) {
            dial.accounts()
                    .forEach(account ->
                            orders.dial(new DialOrder(dial.url(), RouteType.IMPLICIT, account, dial.mode())));
        }
    }

    private void updated(RouteCard card, ServerInfo info, RouteNews.Update update) {
        members.add(card.withInfo(info));
        announcements.publish();
        if (update.lameDuck()) {
            members.retires(info.serverId());
            announcements.tellClients();
        }
        if (update.permissionsChanged()) {
            for (LinkedAccount account : host.accounts()) {
                card.link().tell(new RouteLink.AnnounceAll(account));
            }
        }
    }
}
