package io.dialtone.cluster.membership;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.typed.javadsl.DistributedData;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import io.dialtone.actors.links.LinkedClaims;
import io.dialtone.actors.links.LinkedClaims.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the accounts of all members the same, through Distributed Data: what is kept here is offered to the others, and what they
 * have comes here, where it is looked at as if somebody had pushed it. Each server keeps its own in the directory of its resolver,
 * so what was once taken outlives every node. One for each run of a node.
 *
 * <p>Accounts are spread over {@value #BUCKETS} keys, each of which is sent as a whole when something in it changes.
 */
final class ClaimReplication extends AbstractBehavior<ClaimReplication.Command> {
    sealed interface Command {}

    /** What is kept already. */
    private record Kept(List<Claim> claims) implements Command {}

    /** Something is kept that was not there before. */
    private record Offered(Claim claim) implements Command {}

    /** What others have. */
    private record Heard(Replicator.SubscribeResponse<SharedAccounts> response) implements Command {}

    /** Others have it; or will have it, by gossip. */
    private record Told() implements Command {}

    static final int BUCKETS = 256;
    /** As long as one is told directly; those who have not answered by then hear by gossip. */
    private static final Duration DIRECTLY = Duration.ofSeconds(2);

    /** Where claims are in Distributed Data. */
    static final class BucketKey extends Key<SharedAccounts> {
        private static final long serialVersionUID = 1L;

        BucketKey(int bucket) {
            super("dialtone-claims-" + bucket);
        }
    }

    private final LinkedClaims claims;
    private final ReplicatorMessageAdapter<Command, SharedAccounts> replicator;
    private final List<BucketKey> keys = new ArrayList<>();
    /** The newest of each account that both this server and the others know of. */
    private final Map<String, Claim> known = new HashMap<>();

    static Behavior<Command> create(LinkedClaims claims) {
        return Behaviors.setup(context -> DistributedData.withReplicatorMessageAdapter(
                (ReplicatorMessageAdapter<Command, SharedAccounts> replicator) ->
                        new ClaimReplication(context, claims, replicator)));
    }

    private ClaimReplication(
            ActorContext<Command> context,
            LinkedClaims claims,
            ReplicatorMessageAdapter<Command, SharedAccounts> replicator) {
        super(context);
        this.claims = claims;
        this.replicator = replicator;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            BucketKey key = new BucketKey(bucket);
            keys.add(key);
            replicator.subscribe(key, Heard::new);
        }
        var self = context.getSelf();
        claims.listener(claim -> self.tell(new Offered(claim)));
        CompletableFuture<List<Claim>> kept = CompletableFuture.supplyAsync(
                claims::all, command -> context.getExecutionContext().execute(command));
        context.pipeToSelf(kept, (all, failure) -> new Kept(failure == null ? all : List.of()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Kept k -> k.claims().forEach(this::offer);
            case Offered o -> offer(o.claim());
            case Heard h -> heard(h.response());
            case Told ignored -> {}
        }
        return this;
    }

    private void offer(Claim claim) {
        Claim there = known.get(claim.account());
        if (there != null && !SharedAccounts.isNewer(claim, there)) {
            return;
        }
        known.put(claim.account(), claim);
        BucketKey key = keys.get(Math.floorMod(claim.account().hashCode(), BUCKETS));
        replicator.askUpdate(
                reply -> new Replicator.Update<>(
                        key,
                        SharedAccounts.NONE,
                        new Replicator.WriteAll(DIRECTLY),
                        reply,
                        accounts -> accounts.with(claim)),
                response -> new Told());
    }

    private void heard(Replicator.SubscribeResponse<SharedAccounts> response) {
        if (!(response instanceof Replicator.Changed<SharedAccounts> changed)) {
            return;
        }
        for (Claim claim : changed.dataValue().claims().values()) {
            Claim there = known.get(claim.account());
            if (there == null || SharedAccounts.isNewer(claim, there)) {
                known.put(claim.account(), claim);
                claims.take(claim);
            }
        }
    }
}
