package io.dialtone.actors;

import io.dialtone.accounts.Permissions;
import io.dialtone.accounts.UserIdentity;
import io.dialtone.conf.Options;
import io.dialtone.streams.CloseReason;
import io.dialtone.streams.InProcessPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client in the same process.
 *
 * @param peer its end of the connection
 * @param account whose it is without showing credentials, because the program says so; null for a client that logs in like any other
 */
record InProcessClient(InProcessPeer peer, @Nullable String account) {
    /** What log lines and monitoring show in place of an address. */
    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** What it is let in as without a check, as the accounts are now; null where it has to show credentials. */
    Gatekeeper.@Nullable Decision trusted(ServerContext server) {
        String name = account;
        if (name == null) {
            return null;
        }
        if (!isThere(name, server)) {
            return new Gatekeeper.Decision(
                    null, CloseReason.AUTHENTICATION_FAILURE, "there is no account \"" + name + "\"");
        }
        UserIdentity anybody = new UserIdentity(name, UserIdentity.Kind.ANYBODY, "", Permissions.UNRESTRICTED);
        return new Gatekeeper.Decision(new UserRights(anybody), CloseReason.CLIENT_CLOSED, "");
    }

    /** Accounts are made when they are first named, so a slip of the pen would make one. */
    private static boolean isThere(String name, ServerContext server) {
        Options options = server.options();
        return name.equals(UserIdentity.GLOBAL_ACCOUNT)
                || name.equals(server.systemAccount())
                || options.accounts().stream().anyMatch(a -> a.name().equals(name))
                || server.operators() != null && server.accounts().find(name) != null;
    }
}
