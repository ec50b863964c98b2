package io.dialtone.app.process;

import io.dialtone.app.cli.OverrideException;
import io.dialtone.app.cli.Overrides;
import io.dialtone.conf.ConfigurationException;
import io.dialtone.conf.Options;
import java.util.List;

/**
 * A configuration as it holds: the file, if there is one, with the flags of the command line on top.
 *
 * @param options what holds
 * @param file as given on the command line; empty: none
 * @param digest of the file; empty without one
 * @param warnings about the file, one line each
 * @param inactive keys that are understood but have no effect in this version
 */
record Configuration(Options options, String file, String digest, List<String> warnings, List<String> inactive) {
    static Configuration load(Overrides overrides) throws ConfigurationException, OverrideException {
        String file = overrides.configFile();
        Options options = overrides.applyTo(Options.defaults());
        return new Configuration(options, file, "", List.of(), List.of());
    }
}
