package io.dialtone.actors.links;

import io.dialtone.accounts.operator.Standing;
import io.dialtone.actors.exchange.Requester;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.conf.Options;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.ConnectionCounters;
import io.dialtone.streams.ConnectionFlow;
import io.dialtone.streams.EventLoops;
import io.dialtone.streams.MessageTracer;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.UpgradedSocket;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server, as far as its links have to do with it. Any thread. */
public interface LinkHost {
    /** The options in force. */
    Options options();

    ServerLog log();

    /** The public key that identifies this run of the server. */
    String serverId();

    String serverName();

    /** The version of nats-server that it stands for. */
    String version();

    /** The Java it runs on, as INFO has it. */
    String runtime();

    EventLoops loops();

    /** Runs the streams of connections. */
    ConnectionFlow flow();

    /** For what takes the processor's time or waits for the network: handshakes, names. */
    Executor slowly();

    /** The next number of a connection, counted together with those of clients. */
    long nextCid();

    /** An account that is known, by name. */
    @Nullable
    LinkedAccount account(String name);

    /** An account, made when it is not known: where accounts are signed by operators, they are known late. */
    LinkedAccount accountMade(String name);

    /** All accounts there are. */
    Collection<? extends LinkedAccount> accounts();

    /** The name of the system account, null without one. */
    @Nullable
    String systemAccount();

    /** Whether accounts are signed by operators. */
    boolean hasOperators();

    /** From now on a watcher hears of changes of interest. */
    void watch(InterestWatcher watcher);

    void unwatch(InterestWatcher watcher);

    /** Where clients reach this server, as {@code host:port}. */
    List<String> clientUrls();

    /** Sets where clients reach the other servers of the cluster; clients that are connected are told when that changes. */
    void otherClientUrls(List<String> urls);

    /** The same as {@link #clientUrls}, over WebSockets; nowhere without a port for them. */
    List<String> webSocketUrls();

    /** The same as {@link #otherClientUrls}, over WebSockets. */
    void otherWebSocketUrls(List<String> urls);

    /** What was set with it. */
    List<String> webSocketUrlsOfOthers();

    /** Sets who takes the leaf nodes that come to the port for WebSockets. */
    void leafDoor(Consumer<UpgradedSocket> door);

    /** Sets the name of the cluster, which may have been agreed upon. */
    void clusterName(String name);

    /** The name of the cluster, empty without one. */
    String clusterName();

    /** A listener is bound. */
    void bound(LinkPort port, InetSocketAddress address);

    /** Where a listener is bound; null where there is none, or not yet. */
    @Nullable
    InetSocketAddress address(LinkPort port);

    /** Sets what monitoring shows of the membership of the cluster. */
    void clusterView(ClusterView view);

    /**
     * Says in the system account what has become of the cluster, as {@code $SYS.SERVER.<id>.CLUSTER.<event>}.
     *
     * @param member whom it is about
     */
    void clusterEvent(String event, ClusterView.Member member);

    /** Accounts that are kept in a directory; null where they are not. */
    @Nullable
    LinkedClaims claims();

    /** Sets what monitoring asks about routes. */
    void routes(RouteMonitor monitor);

    /** A link to another server has ended; what went through it is kept, and why it ended is counted. */
    void ended(LinkKind kind, CloseReason reason, ConnectionCounters counters);
    /** Sets what monitoring asks about leaf links. */
    void leafs(LeafMonitor monitor);

    /** Lets a leaf node in, by the rules for clients; never fails. On the event loop of its link. */
    CompletionStage<LeafVerdict> login(LeafView who, LeafLogin login);

    /** What a leaf node that was let in is, as things are now; null where accounts are not claimed. */
    @Nullable
    Standing standing(LeafRights rights);

    /** A leaf link counts with its account from now on; false when that has as many as it may. */
    boolean join(LeafView leaf);

    /** A leaf link that was counted has ended. */
    void leave(LeafView leaf, CloseReason reason);

    /** A leaf node was not let in. */
    void refused(LeafView leaf, CloseReason reason);

    /** A leaf link, as services hear of who asks. */
    Requester requester(LeafView leaf);
    /** Sets what monitoring asks about gateways. */
    void gateways(GatewayMonitor monitor);

    /** Who follows messages that come over a link and have been followed on their way. */
    MessageTracer tracer(TracedLink link);

    /** Whether the server is about to end. */
    boolean isRetiring();
}
