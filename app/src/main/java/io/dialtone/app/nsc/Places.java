package io.dialtone.app.nsc;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command: where its files are, and which key signs. */
final class Places {
    @Option(
            names = {"-H", "--all-dirs"},
            paramLabel = "DIR",
            description = "One directory for settings, data and keys.",
            order = 1000)
    @Nullable
    String allDirs;

    @Option(names = "--config-dir", paramLabel = "DIR", description = "Directory of the settings.", order = 1001)
    @Nullable
    String configDir;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Directory of the operators' tokens.", order = 1002)
    @Nullable
    String dataDir;

    @Option(
            names = "--keystore-dir",
            paramLabel = "DIR",
            description = "Directory of seeds and credentials.",
            order = 1003)
    @Nullable
    String keystoreDir;

    @Option(
            names = {"-K", "--private-key"},
            paramLabel = "KEY",
            description = "Key that signs: a role, a public key whose seed is in the key store, a file, or a seed.",
            order = 1004)
    @Nullable
    String privateKey;

    @Option(
            names = {"-i", "--interactive"},
            hidden = true)
    boolean interactive;

    Path config(Surroundings world) {
        String chosen = first(configDir, allDirs, world.variable("NSC_HOME"));
        return chosen.isEmpty() ? base(world, "XDG_CONFIG_HOME", ".config") : world.path(chosen);
    }

    /** The directory that was asked for; null: none was. */
    @Nullable
    Path data(Surroundings world) {
        String chosen = first(dataDir, allDirs, "");
        return chosen.isEmpty() ? null : world.path(chosen);
    }

    static Path defaultData(Surroundings world) {
        return base(world, "XDG_DATA_HOME", ".local/share").resolve("stores");
    }

    Path keys(Surroundings world) {
        String chosen = first(keystoreDir, allDirs, world.variable("NKEYS_PATH"));
        return chosen.isEmpty() ? base(world, "XDG_DATA_HOME", ".local/share").resolve("keys") : world.path(chosen);
    }

    private static Path base(Surroundings world, String variable, String below) {
        String set = world.variable(variable);
        Path base = set.isEmpty() ? world.home().resolve(below) : world.path(set);
        return base.resolve("nats").resolve("nsc");
    }

    private static String first(@Nullable String option, @Nullable String all, String variable) {
        return option != null ? option : all != null ? all : variable;
    }
}
