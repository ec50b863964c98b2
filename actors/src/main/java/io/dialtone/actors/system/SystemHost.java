package io.dialtone.actors.system;

import io.dialtone.actors.exchange.Tenant;
import io.dialtone.actors.monitor.AccountStats;
import io.dialtone.actors.monitor.MonitorSource;
import io.dialtone.streams.ServerLog;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The server, as far as its system account has to do with it. Any thread. */
public interface SystemHost {
    /** Where figures come from. */
    MonitorSource monitor();

    /** Where answers are written that take their time. */
    Executor executor();

    ServerLog log();

    /** What the server says of itself now. */
    ServerDescription description();

    /** Numbers what the server says. */
    long nextSequence();

    /** The system account. */
    Tenant system();

    /** An account by its id; empty when there is none. */
    Optional<Tenant> find(String account);

    /** What people call an account. */
    String accountTag(String account);

    /** How many other servers say in the system account that they are there. */
    int otherServers();

    /** The ids of the accounts that have connections or leaf links. */
    Collection<String> connectedAccounts();

    /** Figures of an account, of no more use than a second old where there are many connections. */
    AccountStats stats(String account);

    /** Who a connection is; {@link UserDescription#UNKNOWN} when there is none of this id. */
    UserDescription user(long cid);

    /** Closes a connection; false when there is none of this id. */
    boolean kick(long cid);

    /** Tells a client to go elsewhere; false when there is none of this id. */
    boolean sendAway(long cid);

    /** Reads the configuration again; failed with a message that says why not. */
    CompletionStage<Void> reload();

    /** What the process was started with. */
    List<String> commandLine();
}
