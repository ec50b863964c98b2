package io.dialtone.actors.links;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.actors.exchange.StreamRoute;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.streams.PublishLimits;
import io.dialtone.streams.SubjectMapper;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An account, as far as links have to do with it. Any thread. */
public interface LinkedAccount {
    /** Its name, or its public key. */
    String id();

    /** Its subscriptions. */
    SubjectSpace space();

    /** What other servers want of it. */
    RemoteSpace remote();

    /** Its subject mappings, null for none. */
    @Nullable
    SubjectMapper mapper();

    /** What its users see of the streams of others. */
    List<StreamRoute> streams();

    /** What limits the publishing of leaf nodes; null for nothing. */
    @Nullable
    PublishLimits leafLimits();

    /** What it is. */
    AccountDefinition definition();

    /**
     * Has interest of other servers come, change or go (by a weight of 0), in order for each subject.
     *
     * @param done run once for each slice concerned, when its part is in effect, on the loop of the slice's owner
     * @return how many times {@code done} will be run
     */
    int apply(List<RemoteInterest> wanted, Runnable done);

    /** Has all interest of a link go. */
    void forget(LinkTarget link);

    /**
     * Tells a watcher all interest there is, as changes from nothing. A watcher that watches already may hear of a change in
     * between, before or after what it is part of: what is told is always the whole present interest in a subject.
     *
     * @return completed when all of it has been told
     */
    CompletionStage<Void> snapshot(InterestWatcher watcher);
}
