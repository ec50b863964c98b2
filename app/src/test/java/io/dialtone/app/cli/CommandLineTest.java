package io.dialtone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts and precedences here were taken from nats-server 2.15.1. */
class CommandLineTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-v",
                "--version",
                "-version",
                "version",
                "VERSION",
                "-t -v",
                "-v foo",
                "version foo",
                "-v -sl bogus",
                "-p 0x10 -v",
                "-D=T -v",
                "-p 1_000 -v",
                "-p 010 -v",
                "-p +7 -v",
                "-- version",
                "-h -v",
                "-v=1"
            })
    void printsTheVersionThatToolsParse(String line) {
        assertThat(read(line)).isEqualTo(new Invocation.Print("nats-server: v2.15.1\n"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-h", "--help", "help", "HELP foo", "-h -t"})
    void explainsItselfOnStandardOutput(String line) {
        assertThat(read(line))
                .isInstanceOfSatisfying(
                        Invocation.Print.class,
                        print -> assertThat(print.text()).startsWith("\nUsage: nats-server [options]\n"));
    }

    @Test
    void explainsTlsWhenAsked() {
        assertThat(read("--help_tls"))
                .isInstanceOfSatisfying(
                        Invocation.Print.class,
                        print -> assertThat(print.text()).contains("cert_file"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-xyz | flag provided but not defined: -xyz",
                "--foo=1 | flag provided but not defined: -foo",
                "-p | flag needs an argument: -p",
                "--port | flag needs an argument: -port",
                "-p abc | invalid value \"abc\" for flag -p: parse error",
                "-p 1_ | invalid value \"1_\" for flag -p: parse error",
                "-p _1 | invalid value \"_1\" for flag -p: parse error",
                "-p 08 | invalid value \"08\" for flag -p: parse error",
                "-p 99999999999999999999 | invalid value \"99999999999999999999\" for flag -p: value out of range",
                "-log_size_limit zz | invalid value \"zz\" for flag -log_size_limit: parse error",
                "-D=maybe | invalid boolean value \"maybe\" for -D: parse error",
                "-T=x | invalid boolean value \"x\" for -T: parse error",
                "-=1 | bad flag syntax: -=1",
                "---p 1 | bad flag syntax: ---p",
                "-v -xyz | flag provided but not defined: -xyz"
            })
    void complainsAboutFlagsAsGoDoes(String line, String complaint) {
        assertThat(read(line)).isInstanceOfSatisfying(Invocation.Misuse.class, misuse -> {
            assertThat(misuse.complaint()).isEqualTo(complaint);
            assertThat(misuse.usage()).contains("Usage: nats-server [options]");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "foo | unrecognized command: \"foo\"",
                "foo -v | unrecognized command: \"foo\"",
                "-t | must specify [-c, --config] option to check configuration file syntax"
            })
    void refusesWhatItDoesNotUnderstand(String line, String reason) {
        assertThat(read(line)).isEqualTo(new Invocation.Refuse(reason));
    }

    @Test
    void sendsSignals() {
        assertThat(read("-sl reload=12")).isEqualTo(new Invocation.SendSignal("reload=12"));
        assertThat(read("--signal=ldm")).isEqualTo(new Invocation.SendSignal("ldm"));
    }

    @Test
    void checksAFile() {
        assertThat(read("-t -c x.conf")).isEqualTo(new Invocation.Check("x.conf"));
    }

    @Test
    void everyNameOfAFlagSetsTheSameVariableAndTheLastOneCounts() {
        assertThat(read("-c a.conf --config=b.conf"))
                .isInstanceOfSatisfying(
                        Invocation.Run.class,
                        run -> assertThat(run.overrides().configFile()).isEqualTo("b.conf"));
    }

    @Test
    void theHelpNamesEveryFlag() {
        String usage = ((Invocation.Print) read("-h")).text();
        for (Flag flag : Flag.values()) {
            assertThat(flag.names())
                    .as(flag.name())
                    .anySatisfy(name -> assertThat(usage).containsPattern("(^|[ ,-])-" + name + "\\b"));
        }
    }

    private static Invocation read(String line) {
        return CommandLine.read(List.of(line.split(" ")));
    }
}
