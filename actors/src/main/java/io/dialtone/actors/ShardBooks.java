package io.dialtone.actors;

import io.dialtone.actors.links.InterestWatcher;
import io.dialtone.routing.InterestChange;
import io.dialtone.routing.InterestLedger;
import io.dialtone.routing.LinkTarget;
import io.dialtone.routing.RemoteInterest;
import io.dialtone.routing.Subscription;
import java.util.List;

/** One slice of an account whose server has links: changes are made through a ledger, and those who watch hear of them. */
final class ShardBooks {
    private final Account account;
    private final InterestWatchers watchers;
    private final InterestLedger ledger;
    private final int slice;

    ShardBooks(Account account, int slice) {
        this.account = account;
        this.watchers = account.watchers();
        this.ledger = new InterestLedger(account.space(), account.remote(), slice);
        this.slice = slice;
    }

    void begin() {
        ledger.begin(!watchers.isEmpty());
    }

    void change(Subscription subscription, boolean add) {
        if (add) {
            ledger.add(subscription);
        } else {
            ledger.remove(subscription);
        }
    }

    void set(List<RemoteInterest> wanted) {
        begin();
        wanted.forEach(ledger::set);
        end();
    }

    void forget(LinkTarget link) {
        begin();
        ledger.forget(link, slice);
        end();
    }

    void end() {
        List<InterestChange> changes = ledger.end();
        if (!changes.isEmpty()) {
            watchers.changed(account, changes);
        }
    }

    void snapshot(InterestWatcher watcher) {
        ledger.snapshot(changes -> watcher.changed(account, changes));
    }
}
