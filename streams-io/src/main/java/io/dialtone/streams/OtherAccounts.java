package io.dialtone.streams;

import io.dialtone.routing.MatchCache;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.SubjectSpace;
import java.util.IdentityHashMap;

/** One connection's caches of matches in the accounts that imports lead to: few, so that they are forgotten all at once. */
final class OtherAccounts {
    private static final int MOST = 64;

    private final IdentityHashMap<SubjectSpace, MatchCache> caches = new IdentityHashMap<>(2);

    MatchResult match(SubjectSpace account, byte[] subject) {
        if (caches.size() > MOST) {
            caches.clear();
        }
        return caches.computeIfAbsent(account, MatchCache::new).match(subject, 0, subject.length);
    }

    void clear() {
        caches.clear();
    }
}
