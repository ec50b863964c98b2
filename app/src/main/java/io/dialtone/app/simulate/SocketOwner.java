package io.dialtone.app.simulate;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Tells which process of this machine is at the other end of an accepted connection, from Linux's {@code /proc}. So every server can
 * advertise one address to all, and yet each pair of servers has a link of its own.
 */
public final class SocketOwner {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private SocketOwner() {}

    /** Whether this machine can tell. */
    public static boolean known() {
        return Files.isReadable(TABLES.get(0));
    }

    /** The one of these processes that holds the other end; empty when none does, such as when the caller has gone. */
    public static OptionalLong of(Socket accepted, Collection<Long> candidates) {
        String inode = inode(accepted);
        if (inode.isEmpty()) {
            return OptionalLong.empty();
        }
        return candidates.stream()
                .filter(pid -> holds(pid, "socket:[" + inode + "]"))
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** A row: slot, local address, remote address, state, queues, timer, retransmissions, user, time-out, inode (proc(5)). */
    private static String inode(Socket accepted) {
        String local = String.format(Locale.ROOT, ":%04X", accepted.getPort());
        String remote = String.format(Locale.ROOT, ":%04X", accepted.getLocalPort());
        for (Path table : TABLES) {
            try (Stream<String> rows = Files.lines(table)) {
                List<String[]> found = rows.map(row -> row.strip().split("\\s+"))
                        .filter(row -> row.length > 9 && row[1].endsWith(local) && row[2].endsWith(remote))
                        .toList();
                if (!found.isEmpty()) {
                    return found.get(0)[9];
                }
            } catch (IOException e) {
                // No such table: no IPv6 here.
            }
        }
        return "";
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (refersTo(descriptor, socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
        return false;
    }

    private static boolean refersTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
