package io.dialtone.actors;

import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.actors.links.LinkedAccount;
import io.dialtone.routing.InterestChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to hear of changes of interest. Any thread. */
final class InterestWatchers {
    private final CopyOnWriteArrayList<InterestWatcher> watchers = new CopyOnWriteArrayList<>();

    void add(InterestWatcher watcher) {
        watchers.addIfAbsent(watcher);
    }

    void remove(InterestWatcher watcher) {
        watchers.remove(watcher);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void changed(LinkedAccount account, List<InterestChange> changes) {
        for (InterestWatcher watcher : watchers) {
            watcher.changed(account, changes);
        }
    }

    void redefined(LinkedAccount account) {
        for (InterestWatcher watcher : watchers) {
            watcher.redefined(account);
        }
    }

    void expired(LinkedAccount account) {
        for (InterestWatcher watcher : watchers) {
            watcher.expired(account);
        }
    }

    void made(LinkedAccount account) {
        for (InterestWatcher watcher : watchers) {
            watcher.made(account);
        }
    }
}
