package io.dialtone.app.nats.manual;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell must know to complete commands and options. */
@Command(
        name = "completion",
        sortOptions = false,
        description = "Print a script that lets a shell complete commands and options.",
        footer = {
            "",
            "  source <(dialtone completion bash)          # in ~/.bashrc",
            "  source <(dialtone completion zsh)           # in ~/.zshrc, after compinit"
        })
public final class CompletionCommand implements Action {
    private static final String PROGRAM = "dialtone";

    /** The script itself finds out which of the two shells reads it; zsh then needs its own completion to be there. */
    private static final String ZSH_HEAD = "autoload -U +X compinit && (( ${+functions[compdef]} )) || compinit\n";

    private final Supplier<CommandLine> tools;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    String shell = "";

    /** @param tools makes the line with the client tools */
    public CompletionCommand(Supplier<CommandLine> tools) {
        this.tools = tools;
    }

    @Override
    public int run(Session session) throws IOException {
        String head = switch (shell) {
            case "bash" -> "";
            case "zsh" -> ZSH_HEAD;
            default -> throw new MisuseException("there is completion for bash and zsh");
        };
        session.out().print(head + AutoComplete.bash(PROGRAM, AllCommands.with(tools.get())));
        session.out().flush();
        return OK;
    }
}
