package io.dialtone.app.cli;

import io.dialtone.app.cli.FlagValues.FlagException;
import java.util.List;
import java.util.Locale;

/** Reads a command line as nats-server does. */
public final class CommandLine {
    /** The version of nats-server whose behaviour this is; what tools read from {@code --version}. */
    public static final String VERSION = "2.15.1";

    private CommandLine() {}

    /** What {@code --help} prints. */
    public static String usage() {
        return HelpText.usage();
    }

    /** What these arguments ask for. Never throws. */
    public static Invocation read(List<String> arguments) {
        FlagValues flags;
        try {
            flags = FlagValues.parse(arguments);
        } catch (FlagException e) {
            return new Invocation.Misuse(String.valueOf(e.getMessage()), HelpText.usage());
        }
        if (flags.isOn(Flag.VERSION)) {
            return version();
        }
        if (flags.isOn(Flag.HELP)) {
            return new Invocation.Print(HelpText.usage());
        }
        if (flags.isOn(Flag.HELP_TLS)) {
            return new Invocation.Print(HelpText.tls());
        }
        if (!flags.words().isEmpty()) {
            return word(flags.words().get(0));
        }
        if (!flags.text(Flag.SIGNAL).isEmpty()) {
            return new Invocation.SendSignal(flags.text(Flag.SIGNAL));
        }
        if (flags.isOn(Flag.CHECK)) {
            return flags.text(Flag.CONFIG).isEmpty()
                    ? new Invocation.Refuse("must specify [-c, --config] option to check configuration file syntax")
                    : new Invocation.Check(flags.text(Flag.CONFIG));
        }
        return new Invocation.Run(new Overrides(flags));
    }

    private static Invocation word(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "version" -> version();
            case "help" -> new Invocation.Print(HelpText.usage());
            default -> new Invocation.Refuse("unrecognized command: \"" + word + "\"");
        };
    }

    private static Invocation version() {
        return new Invocation.Print("nats-server: v" + VERSION + "\n");
    }
}
