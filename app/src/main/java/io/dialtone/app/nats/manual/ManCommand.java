package io.dialtone.app.nats.manual;

import io.dialtone.app.nats.command.Action;
import io.dialtone.app.nats.command.MisuseException;
import io.dialtone.app.nats.command.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints manual pages, or writes all of them to a directory. */
@Command(
        name = "man",
        sortOptions = false,
        description = "Print the manual page of a command, or write all pages to a directory.",
        footer = {"", "  dialtone man server report | man -l -", "  dialtone man --dir /usr/local/share/man/man1"})
public final class ManCommand implements Action {
    private final Supplier<CommandLine> tools;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "Words of a command; without, all of them together.")
    List<String> words = List.of();

    @Option(names = "--dir", paramLabel = "DIRECTORY", description = "Write the pages of all commands there.")
    @Nullable
    String directory;

    /** @param tools makes the line with the client tools */
    public ManCommand(Supplier<CommandLine> tools) {
        this.tools = tools;
    }

    @Override
    public int run(Session session) throws IOException {
        CommandLine at = AllCommands.with(tools.get());
        if (directory != null) {
            write(session.world().path(directory), ManPage.all(at.getCommandSpec()));
            return OK;
        }
        for (String word : words) {
            CommandLine below = at.getSubcommands().get(word);
            if (below == null) {
                throw new MisuseException("there is no command \"" + String.join(" ", words) + "\"");
            }
            at = below;
        }
        session.out().print(ManPage.of(at.getCommandSpec()));
        session.out().flush();
        return OK;
    }

    private static void write(Path target, Map<String, String> pages) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(target.resolve(page.getKey()), page.getValue());
        }
    }
}
