package io.dialtone.app.process;

import io.dialtone.accounts.operator.OperatorRules;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.operator.TrustedOperators;
import io.dialtone.actors.Broker;
import io.dialtone.app.cli.OverrideException;
import io.dialtone.app.cli.Overrides;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.conf.Problem;
import io.dialtone.conf.StartupValidation;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A configuration as it holds: the file, if there is one, with the flags of the command line on top.
 *
 * @param options what holds
 * @param file as given on the command line; empty: none
 * @param digest of the file; empty without one
 * @param warnings about the file, one line each
 * @param inactive keys that are understood but have no effect in this version, sorted
 * @param files what it depends on, with a hash of what was read; empty without a file
 */
public record Configuration(
        Options options,
        String file,
        String digest,
        List<String> warnings,
        SortedSet<String> inactive,
        Map<String, Integer> files) {
    /**
     * Reads the file and puts the flags on top.
     *
     * @throws UnusableException with everything that is wrong, one problem for each line
     */
    static Configuration load(Overrides overrides) throws UnusableException {
        String file = overrides.configFile();
        try {
            SortedSet<String> inactive = new TreeSet<>(overrides.inactiveKeys());
            if (file.isEmpty()) {
                Options options = validated(overrides.applyTo(Options.defaults()));
                return new Configuration(options, "", "", List.of(), inactive, Map.of());
            }
            OptionsFile.Loaded loaded = OptionsFile.load(file, Options.defaults());
            inactive.addAll(loaded.inactiveKeys());
            Options options = validated(overrides.applyTo(loaded.options()));
            Map<String, Integer> files = FileHashes.of(NamedFiles.of(options));
            files.putAll(loaded.files());
            return new Configuration(options, file, loaded.digest(), lines(loaded.warnings()), inactive, files);
        } catch (ConfigurationException | OverrideException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks a file alone, as {@code -t} does: what it says, and the certificates that it names.
     *
     * @return its digest
     * @throws UnusableException with everything that is wrong or doubtful
     */
    public static String check(String file) throws UnusableException {
        try {
            OptionsFile.Loaded loaded = OptionsFile.load(file, Options.defaults());
            if (!loaded.warnings().isEmpty()) {
                throw new UnusableException(String.join("\n", lines(loaded.warnings())));
            }
            mustHaveUsableTls(loaded.options());
            TrustedOperators.load(loaded.options().trust());
            return loaded.digest();
        } catch (ConfigurationException | TrustException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }

    /** Reads the certificates that clients and other servers will be shown; takes a moment when there are any. */
    static void mustHaveUsableTls(Options options) throws UnusableException {
        try {
            TlsOptions tls = options.client().tls();
            if (tls != null) {
                TlsContexts.server(tls);
            }
            TlsOptions routes = options.cluster().tls();
            if (routes != null) {
                TlsContexts.server(routes);
                TlsContexts.dialling(routes);
            }
        } catch (TlsConfigurationException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }

    private static Options validated(Options options) throws UnusableException {
        List<String> problems = StartupValidation.problems(options);
        if (!problems.isEmpty()) {
            throw new UnusableException(problems.get(0));
        }
        try {
            TrustedOperators trusted = TrustedOperators.load(options.trust());
            OperatorRules.check(OperatorRules.completed(options, trusted), trusted, Broker.VERSION);
        } catch (TrustException e) {
            throw new UnusableException(e.getMessage());
        }
        return options;
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** A configuration that cannot be used; the message says why, one problem for each line. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }
}
