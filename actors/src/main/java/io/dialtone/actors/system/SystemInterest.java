package io.dialtone.actors.system;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.RemoteMatch;
import io.dialtone.routing.RemoteSpace;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subjects;
import io.dialtone.routing.Subscription;
import java.util.function.Consumer;

/** Whether somebody would get what the server has to say. Any thread. */
final class SystemInterest {
    private static final String ACCOUNTS = "$SYS.ACCOUNT.>";
    private static final String SERVERS = "$SYS.SERVER.>";

    private final SubjectSpace system;
    private volatile Seen seen = new Seen(-1, false);

    /** What was found when so many subscriptions had come and gone. */
    private record Seen(long changes, boolean heard) {}

    SystemInterest(SubjectSpace system) {
        this.system = system;
    }

    /** Whether events may have listeners; costs next to nothing unless subscriptions have changed. */
    boolean inEvents() {
        long changes = 0;
        RemoteSpace remote = system.remote();
        for (int i = 0; i < SubjectSpace.sliceCount(); i++) {
            SubjectIndex slice = system.slice(i);
            changes += slice.inserts() + slice.removes();
            if (remote != null) {
                changes += remote.slice(i).inserts() + remote.slice(i).removes();
            }
        }
        Seen last = seen;
        if (last.changes != changes) {
            last = new Seen(changes, isHeard());
            seen = last;
        }
        return last.heard;
    }

    private boolean isHeard() {
        boolean[] heard = {false};
        Consumer<Subscription> look = s -> {
            if (!heard[0]) {
                String subject = ByteText.text(s.subject());
                heard[0] = Subjects.collide(subject, ACCOUNTS) || Subjects.collide(subject, SERVERS);
            }
        };
        system.forEach(s -> {
            if (!s.subscriber().isInternal()) {
                look.accept(s);
            }
        });
        RemoteSpace remote = system.remote();
        if (remote != null) {
            remote.forEach(look);
        }
        return heard[0];
    }

    /** This server need not tell itself what it tells others. */
    private static boolean isOwn(Subscription subscription) {
        return subscription.subscriber() instanceof OtherServers.Listener;
    }

    /** Whether a message to this subject would find somebody. */
    static boolean in(SubjectSpace space, String subject) {
        byte[] bytes = ByteText.bytes(subject);
        MatchResult match = new MatchResult();
        space.match(bytes, 0, bytes.length, match);
        RemoteMatch remote = match.remote();
        return remote != null && !remote.isEmpty() || match.all().stream().anyMatch(s -> !s.isClosed() && !isOwn(s));
    }
}
