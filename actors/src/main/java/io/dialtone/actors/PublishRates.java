package io.dialtone.actors;

import io.dialtone.accounts.UserIdentity;
import io.dialtone.conf.AccountOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.PublishRate;
import io.dialtone.conf.UserOptions;
import io.dialtone.streams.GoQuote;
import io.dialtone.streams.PublishLimit;
import io.dialtone.streams.PublishLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What limits the publishing of users and accounts. Each limit is one object for as long as it is configured. Any thread. */
final class PublishRates {
    private final ServerContext server;
    private final Map<Key, PublishLimit> users = new ConcurrentHashMap<>();

    private record Key(String account, String name) {}

    PublishRates(ServerContext server) {
        this.server = server;
    }

    /** What limits a connection; null for nothing. */
    @Nullable
    PublishLimits of(UserIdentity user, Account account) {
        if (server.isSystem(account.name())) {
            return null;
        }
        List<PublishLimit> limits = new ArrayList<>(2);
        if (user.publishRate().isLimited()) {
            limits.add(limit(user));
        }
        PublishLimit ofAccount = account.publishLimit();
        if (ofAccount != null) {
            limits.add(ofAccount);
        }
        return limits.isEmpty()
                ? null
                : new PublishLimits(limits, account.totals().pauses());
    }

    private PublishLimit limit(UserIdentity user) {
        PublishLimit limit = users.computeIfAbsent(
                new Key(user.account(), user.name()),
                key -> new PublishLimit(
                        "user " + GoQuote.quote(key.name) + " of account " + GoQuote.quote(key.account)));
        limit.rate(user.publishRate());
        return limit;
    }

    /** How much an account may publish by the options in force. */
    PublishRate of(Account account) {
        if (server.isSystem(account.name())) {
            return PublishRate.UNLIMITED;
        }
        PublishRate own = account.definition().limits().publishRate();
        return own.isLimited() ? own : server.options().limits().accountPublishRate();
    }

    /** Other options are in force: all accounts get what they may publish by those, and users that are gone are forgotten. */
    void reload(Options options) {
        server.accounts().all().forEach(account -> account.publishRate(of(account)));
        Set<Key> limited = new HashSet<>();
        addLimited(UserIdentity.GLOBAL_ACCOUNT, options.authorization().users(), limited);
        for (AccountOptions account : options.accounts()) {
            addLimited(account.name(), account.users(), limited);
        }
        users.keySet().retainAll(limited);
    }

    private static void addLimited(String account, List<UserOptions> users, Set<Key> limited) {
        for (UserOptions user : users) {
            if (user.publishRate().isLimited()) {
                limited.add(new Key(account, user.nkey().isEmpty() ? user.username() : user.nkey()));
            }
        }
    }
}
