package io.dialtone.actors.claims;

import io.dialtone.accounts.resolver.AccountResolver;
import io.dialtone.accounts.resolver.DirectoryStore;
import io.dialtone.accounts.resolver.DirectoryStore.Deletion;
import io.dialtone.accounts.resolver.DirectoryStore.Limits;
import io.dialtone.accounts.resolver.MemoryResolver;
import io.dialtone.accounts.resolver.ResolverException;
import io.dialtone.accounts.resolver.UrlResolver;
import io.dialtone.conf.ResolverKind;
import io.dialtone.conf.ResolverOptions;
import io.dialtone.conf.TrustOptions;
import io.dialtone.streams.ServerLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Resolvers as the configuration wants them. */
final class Resolvers {
    private static final long CACHED = 1000;

    private Resolvers() {}

    /**
     * Null when none is configured.
     *
     * @param probing whether a web server has to be there
     */
    static @Nullable AccountResolver open(TrustOptions options, @Nullable SSLContext tls, Clock clock, boolean probing)
            throws ResolverException {
        ResolverOptions resolver = options.resolver();
        if (resolver == null) {
            return null;
        }
        return switch (resolver.kind()) {
            case MEMORY -> new MemoryResolver();
            case URL -> url(resolver, tls, probing);
            case FULL -> {
                Deletion deletion = !resolver.allowDelete()
                        ? Deletion.NONE
                        : resolver.hardDelete() ? Deletion.HARD : Deletion.RENAME;
                yield directory(resolver, new Limits(resolver.limit(), false, Duration.ZERO, deletion), clock);
            }
            case CACHE -> {
                long most = resolver.limit() > 0 ? resolver.limit() : CACHED;
                yield directory(resolver, new Limits(most, true, resolver.ttl(), Deletion.HARD), clock);
            }
        };
    }

    private static AccountResolver url(ResolverOptions resolver, @Nullable SSLContext tls, boolean probing)
            throws ResolverException {
        UrlResolver opened = new UrlResolver(resolver.url(), UrlResolver.TIMEOUT, tls);
        try {
            if (probing) {
                opened.probe();
            }
            return opened;
        } catch (ResolverException e) {
            opened.close();
            throw e;
        }
    }

    private static AccountResolver directory(ResolverOptions resolver, Limits limits, Clock clock)
            throws ResolverException {
        return DirectoryStore.open(Path.of(resolver.directory()), limits, clock);
    }

    /** Keeps what the configuration brings, unless something newer is there. */
    static void preload(@Nullable AccountResolver resolver, TrustOptions options, ServerLog log) {
        if (resolver == null || resolver.isReadOnly()) {
            return;
        }
        for (Map.Entry<String, String> entry : options.resolverPreload().entrySet()) {
            try {
                resolver.store(entry.getKey(), entry.getValue());
            } catch (ResolverException e) {
                log.warn("Preloaded account [" + entry.getKey() + "] not stored: " + e.getMessage());
            }
        }
    }

    static ResolverKind kind(TrustOptions options) {
        ResolverOptions resolver = options.resolver();
        return resolver == null ? ResolverKind.MEMORY : resolver.kind();
    }

    /** How long a lookup on other servers may take. */
    static Duration timeout(TrustOptions options) {
        ResolverOptions resolver = options.resolver();
        return resolver == null || resolver.timeout().isZero() ? UrlResolver.TIMEOUT : resolver.timeout();
    }

    /** How often full directories are compared. */
    static Duration interval(TrustOptions options) {
        ResolverOptions resolver = options.resolver();
        return resolver == null || resolver.interval().isZero() ? Duration.ofMinutes(1) : resolver.interval();
    }

    /** How often a directory is searched for files whose time is over. */
    static Duration sweep(TrustOptions options) {
        ResolverOptions resolver = options.resolver();
        Duration half = resolver == null ? Duration.ZERO : resolver.ttl().dividedBy(2);
        Duration minute = Duration.ofMinutes(1);
        return half.isZero() || half.compareTo(minute) > 0 ? minute : half;
    }
}
