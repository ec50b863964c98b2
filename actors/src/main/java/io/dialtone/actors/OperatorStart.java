package io.dialtone.actors;

import io.dialtone.accounts.operator.OperatorRules;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.operator.TrustedOperators;
import io.dialtone.actors.claims.OperatorMode;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.ServerLog;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What operator mode needs before anything else of a server. */
final class OperatorStart {
    private OperatorStart() {}

    /**
     * Reads the operators and opens their resolver.
     *
     * @return null where the configuration names the accounts
     * @throws IllegalArgumentException when the server must not start; the message says why
     */
    static @Nullable OperatorMode open(Options options, ServerLog log) {
        try {
            TrustedOperators trusted = TrustedOperators.load(options.trust());
            Options completed = OperatorRules.completed(options, trusted);
            OperatorRules.check(completed, trusted, Broker.VERSION);
            return trusted.isOperatorMode()
                    ? OperatorMode.open(trusted, completed.trust(), resolverTls(completed), Clock.systemUTC(), log)
                    : null;
        } catch (TrustException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Options with what operators say. */
    static Options completed(Options options, @Nullable OperatorMode operators) {
        return operators == null ? options : OperatorRules.completed(options, operators.trusted());
    }

    /** For a web server that accounts come from; null for the trust of this Java runtime. */
    static @Nullable SSLContext resolverTls(Options options) {
        TlsOptions tls = options.trust().resolverTls();
        try {
            return tls == null ? null : TlsContexts.client(tls);
        } catch (TlsConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
