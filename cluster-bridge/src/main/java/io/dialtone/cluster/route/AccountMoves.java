package io.dialtone.cluster.route;

import akka.actor.typed.ActorRef;
import io.dialtone.cluster.protocol.InfoEnding;
import io.dialtone.cluster.protocol.ServerInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Accounts that get connections of their own while there are routes. What was told of such an account before, over the pool, must
 * be forgotten by the other servers before the new connection tells it again; so they are asked first. Part of {@link Routes}.
 */
final class AccountMoves {
    private record Move(String account, Set<ActorRef<RouteLink.Command>> unanswered) {}

    private final Map<String, Move> moves = new HashMap<>();

    /**
     * Asks.
     *
     * @param carriers the connections that carried the account, one for each server
     * @param info what is said of this server
     * @return by which the move is known
     */
    String begin(String account, Set<ActorRef<RouteLink.Command>> carriers, ServerInfo info) {
        String id = UUID.randomUUID().toString().replace("-", "");
        moves.put(id, new Move(account, new HashSet<>(carriers)));
        ServerInfo asked = info.with(i -> i.serverId("").routeAccount(account).routeAccountRequestId(id));
        carriers.forEach(link -> link.tell(new RouteLink.Say(asked, InfoEnding.BLANK)));
        return id;
    }

    /** One server has answered; true when it was the last. */
    boolean answered(String id, ActorRef<RouteLink.Command> link) {
        Move move = moves.get(id);
        return move != null && move.unanswered.remove(link) && move.unanswered.isEmpty();
    }

    /** Ends the move, whoever has answered; the account, or nothing when it has ended already. */
    String end(String id) {
        Move move = moves.remove(id);
        return move == null ? "" : move.account;
    }
}
