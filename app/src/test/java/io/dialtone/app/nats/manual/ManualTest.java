package io.dialtone.app.nats.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.nats.Catalog;
import io.dialtone.app.nats.ToolHome;
import io.dialtone.app.testkit.ClientProgram;
import io.dialtone.app.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Manual pages and completion hold what the commands take. */
@Timeout(180)
class ManualTest {
    @TempDir
    Path directory;

    private static List<CommandSpec> all() {
        List<CommandSpec> all = new ArrayList<>();
        gather(AllCommands.with(Catalog.all()), all);
        return all;
    }

    private static void gather(CommandLine line, List<CommandSpec> all) {
        all.add(line.getCommandSpec());
        line.getSubcommands().values().stream().distinct().forEach(below -> gather(below, all));
    }

    private static List<OptionSpec> shown(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    @Test
    void everyOptionOfEveryCommandIsInItsPage() {
        Map<String, String> pages = ManPage.all(AllCommands.with(Catalog.all()).getCommandSpec());
        List<CommandSpec> commands = all();
        assertThat(commands).hasSizeGreaterThan(100);
        assertThat(pages).hasSameSizeAs(commands);
        for (CommandSpec command : commands) {
            String page = pages.get(ManPage.name(command) + ".1");
            assertThat(page)
                    .as(command.qualifiedName())
                    .contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"DESCRIPTION\"");
            for (OptionSpec option : shown(command)) {
                for (String name : option.names()) {
                    assertThat(page).as(command.qualifiedName()).contains(Roff.bold(name));
                }
            }
        }
    }

    @Test
    void everyOptionOfEveryCommandIsCompleted() {
        String script = new ToolHome(directory).ok("completion", "bash");
        for (CommandSpec command : all()) {
            if (command.parent() != null) {
                assertThat(script)
                        .contains("function _picocli_"
                                + command.qualifiedName("_").replace("-", ""));
            }
            for (OptionSpec option : shown(command)) {
                for (String name : option.names()) {
                    assertThat(script).as(command.qualifiedName()).contains("'" + name + "'");
                }
            }
        }
    }

    @Test
    void theShellsTakeTheScript() throws IOException {
        Tool.require("bash");
        Path script =
                Files.writeString(directory.resolve("completion"), new ToolHome(directory).ok("completion", "bash"));
        String asked = "compopt() { :; }; . " + script
                + "; COMP_WORDS=(dialtone context se); COMP_CWORD=2; _complete_dialtone; " + "echo ${COMPREPLY[@]}";
        assertThat(ClientProgram.start(List.of("bash", "-c", asked)).succeed()).contains("select");
        assertThat(new ToolHome(directory).ok("completion", "zsh")).contains("compinit", "bashcompinit");
        assertThat(new ToolHome(directory).call("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void zshCompletesWhatIsTyped() throws IOException {
        String zsh = Tool.onPath("zsh")
                .orElseGet(() -> Assumptions.abort("no zsh on the PATH"))
                .toString();
        Path script =
                Files.writeString(directory.resolve("completion"), new ToolHome(directory).ok("completion", "zsh"));
        Path typing = Files.writeString(directory.resolve("typing"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PS1='ready> '; stty -echo; source $1; print taken"
                zpty -r -m shell shown '*taken*ready> '
                zpty -w -n shell $'dialtone context se\\t'
                zpty -r -m shell shown '*select*' && print completed
                zpty -d shell
                """);
        // zsh keeps what it found in the home directory.
        List<String> command = List.of("env", "HOME=" + directory, zsh, "-f", typing.toString(), script.toString());
        assertThat(ClientProgram.start(command).succeed()).contains("completed");
    }

    @Test
    void pagesArePrintedOrWrittenToADirectory() {
        ToolHome home = new ToolHome(directory);
        assertThat(home.ok("man", "server", "ls")).startsWith(".TH \"DIALTONE\\-SERVER\\-LS\" \"1\"");
        assertThat(home.ok("man")).contains(".SH \"THE SERVER\"", "ports_file_dir");
        home.ok("man", "--dir", "pages");
        assertThat(directory.resolve("pages/dialtone-bench-pubsub.1")).content().contains("\\-\\-throughput");
        assertThat(home.call("man", "weather").code()).isEqualTo(2);
    }

    @Test
    void whatLooksLikeAnOrderToTroffIsText() {
        assertThat(new Roff().line(".x \\ 'a").line("'b").toString()).isEqualTo("\\&.x \\e 'a\n\\&'b\n");
    }

    @Test
    void everyCommandSaysWhatItDoesAndShowsHelp() {
        for (CommandSpec command : all()) {
            assertThat(command.usageMessage().description())
                    .as(command.qualifiedName())
                    .isNotEmpty();
        }
        ToolHome home = new ToolHome(directory);
        assertThat(home.ok("nats", "--help")).contains("Commands:", "pub", "server", "context");
        assertThat(home.ok("server", "check", "--help")).contains("connection");
        assertThat(home.call("server").code()).isEqualTo(2);
    }
}
