package io.dialtone.app;

import io.dialtone.app.cli.CommandLine;
import io.dialtone.app.cli.Invocation;
import io.dialtone.app.process.Configuration;
import io.dialtone.app.process.Configuration.UnusableException;
import io.dialtone.app.process.Program;
import io.dialtone.app.process.ServerProcess;
import io.dialtone.app.process.SignalCommand;
import io.dialtone.app.process.SignalCommand.SignalException;
import io.dialtone.app.tools.Tools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program: does what its command line asks for, and ends with nats-server's exit codes. */
public final class Main {
    /** Set when the JVM records what it loads, for the start-up cache: it does that in an ordinary exit only. */
    private static final String ORDINARY_EXIT = "dialtone.ordinaryExit";

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        Tools.Call tool = Tools.find(Program.current().name(), arguments);
        int code =
                tool == null ? run(arguments) : tool.command().run(tool.arguments(), System.in, System.out, System.err);
        System.out.flush();
        System.err.flush();
        if (Boolean.getBoolean(ORDINARY_EXIT)) {
            System.exit(code);
        }
        // Not exit: all that had to be closed is, and shutdown hooks of libraries would only take time.
        Runtime.getRuntime().halt(code);
    }

    private static int run(List<String> arguments) {
        return switch (CommandLine.read(arguments)) {
            case Invocation.Print(String text) -> {
                System.out.print(text);
                yield 0;
            }
            case Invocation.Misuse(String complaint, String usage) -> {
                System.err.println(complaint);
                System.out.print(usage);
                yield 0;
            }
            case Invocation.Refuse(String reason) -> refuse(reason);
            case Invocation.SendSignal(String parameter) -> signal(parameter);
            case Invocation.Check(String file) -> check(file);
            case Invocation.Run run -> ServerProcess.run(Program.current(), run.overrides(), System.err);
        };
    }

    private static int signal(String parameter) {
        try {
            SignalCommand.send(parameter);
            return 0;
        } catch (SignalException e) {
            return refuse(e.getMessage());
        }
    }

    private static int check(String file) {
        try {
            String digest = Configuration.check(file);
            System.err.println("nats-server: configuration file " + file + " is valid (" + digest + ")");
            return 0;
        } catch (UnusableException e) {
            return refuse(e.getMessage());
        }
    }

    private static int refuse(@Nullable String reason) {
        System.err.println("nats-server: " + reason);
        return 1;
    }
}
