package io.dialtone.embedded;

import io.dialtone.accounts.operator.OperatorRules;
import io.dialtone.accounts.operator.TrustException;
import io.dialtone.accounts.operator.TrustedOperators;
import io.dialtone.actors.Broker;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.conf.Problem;
import io.dialtone.conf.StartupValidation;
import io.dialtone.conf.TlsOptions;
import io.dialtone.streams.tls.TlsConfigurationException;
import io.dialtone.streams.tls.TlsContexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server is wanted to be.
 *
 * @param text in the configuration language; empty: none
 * @param file null: none
 * @param code what was said in code, in the configuration language
 * @param eventLoops 0: as many as suit the machine
 */
record Wanted(String text, @Nullable Path file, String code, int eventLoops) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int FREE_PORT = -1;

    /** What holds where nothing is said: only this machine gets in, and on a port that nobody else has. */
    private static final Options BASE = Options.defaults()
            .with(b -> b.client(c -> c.host(LOOPBACK).port(FREE_PORT))
                    .cluster(c -> c.host(LOOPBACK))
                    .gateway(g -> g.host(LOOPBACK))
                    .leaf(l -> l.host(LOOPBACK)));

    /**
     * The same as options.
     *
     * @param options what holds
     * @param digest of the text or file
     * @param warnings what is doubtful
     */
    record Usable(Options options, String digest, List<String> warnings) {}

    /** The same with another text instead of text or file. */
    Wanted withText(String other) {
        return new Wanted(other, null, code, eventLoops);
    }

    /**
     * Reads all of it.
     *
     * @throws InvalidConfigurationException with everything that is wrong
     */
    Usable read() {
        List<String> problems = new ArrayList<>();
        OptionsFile.Loaded given = given(problems);
        Options under = given == null ? BASE : given.options();
        OptionsFile.Loaded coded = code.isEmpty() ? null : parsed(code, under, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        Options options = coded == null ? under : coded.options();
        check(options);
        List<String> warnings = new ArrayList<>();
        Stream.of(given, coded).forEach(loaded -> warn(loaded, warnings));
        warnings.addAll(NotServed.in(options));
        return new Usable(options, given == null ? "" : given.digest(), List.copyOf(warnings));
    }

    private OptionsFile.@Nullable Loaded given(List<String> problems) {
        if (file == null) {
            return text.isBlank() ? null : parsed(text, BASE, problems);
        }
        if (!text.isBlank()) {
            problems.add("a configuration text and a configuration file: only one of them can be used");
            return null;
        }
        try {
            return OptionsFile.load(file.toString(), BASE);
        } catch (ConfigurationException e) {
            add(e, problems);
            return null;
        }
    }

    private static OptionsFile.@Nullable Loaded parsed(String text, Options base, List<String> problems) {
        try {
            return OptionsFile.parse(text, base);
        } catch (ConfigurationException e) {
            add(e, problems);
            return null;
        }
    }

    private static void add(ConfigurationException failure, List<String> problems) {
        failure.errors().stream().map(Problem::toString).forEach(problems::add);
    }

    private static void warn(OptionsFile.@Nullable Loaded loaded, List<String> warnings) {
        if (loaded != null) {
            loaded.warnings().stream().map(Problem::toString).forEach(warnings::add);
            loaded.inactiveKeys().forEach(key -> warnings.add(key + " has no effect in this version"));
        }
    }

    /** What is wrong between keys, and in the files and tokens that they name. */
    private static void check(Options options) {
        List<String> problems = new ArrayList<>(StartupValidation.problems(options));
        if (options.cluster().akka() != null && !hasAkkaCluster()) {
            problems.add("cluster.akka needs akka-cluster-typed of Akka's version on the class path");
        }
        TlsOptions tls = options.client().tls();
        try {
            if (tls != null) {
                TlsContexts.server(tls);
            }
            TrustedOperators trusted = TrustedOperators.load(options.trust());
            OperatorRules.check(OperatorRules.completed(options, trusted), trusted, Broker.VERSION);
        } catch (TlsConfigurationException | TrustException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** It is not among the dependencies of this library, as few want it and it is large. */
    private static boolean hasAkkaCluster() {
        return Wanted.class.getClassLoader().getResource("akka/cluster/typed/Cluster.class") != null;
    }
}
