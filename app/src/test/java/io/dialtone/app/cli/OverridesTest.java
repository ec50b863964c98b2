package io.dialtone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.conf.LoggingOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.conf.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    @Test
    void noFlagsChangeNothing() throws Exception {
        assertThat(applied("", Options.defaults())).isEqualTo(Options.defaults());
    }

    @Test
    void flagsGoOnTopOfTheFile() throws Exception {
        Options file = OptionsFile.parse("""
                port: 5000
                host: "1.2.3.4"
                server_name: from_file
                debug: true
                logtime: true
                http: "127.0.0.1:8222"
                authorization { user: a, password: b, timeout: 7 }
                """).options();
        Options o =
                applied("-p 6000 -n flag -m 9000 -D=false -T=false --pass c -P /tmp/x.pid --ports_file_dir /tmp", file);
        assertThat(o.client().port()).isEqualTo(6000);
        assertThat(o.client().host()).isEqualTo("1.2.3.4");
        assertThat(o.serverName()).isEqualTo("flag");
        assertThat(o.monitoring().httpPort()).isEqualTo(9000);
        assertThat(o.monitoring().host()).isEqualTo("127.0.0.1");
        assertThat(o.logging().debug()).isFalse();
        assertThat(o.logging().logtime()).isFalse();
        assertThat(o.authorization().user()).isEqualTo("a");
        assertThat(o.authorization().password()).isEqualTo("c");
        assertThat(o.authorization().timeout()).isEqualTo(file.authorization().timeout());
        assertThat(o.process().pidFile()).isEqualTo("/tmp/x.pid");
        assertThat(o.process().portsFileDir()).isEqualTo("/tmp");
    }

    @Test
    void portZeroIsNoPort() throws Exception {
        assertThat(applied("-p 0", Options.defaults()).client().port()).isEqualTo(4222);
        assertThat(applied("-p -1", Options.defaults()).client().port()).isEqualTo(-1);
    }

    @ParameterizedTest(name = "{0}: debug {1}, trace {2}, verbose {3}")
    @CsvSource({
        "-D, true, false, false",
        "-V, false, true, false",
        "-VV, false, true, true",
        "-DV, true, true, false",
        "-DVV, true, true, true",
        "--debug --trace, true, true, false",
        "-DV -D=false, true, true, false"
    })
    void verbosityHasFiveFlags(String line, boolean debug, boolean trace, boolean verbose) throws Exception {
        LoggingOptions logging = applied(line, Options.defaults()).logging();
        assertThat(List.of(logging.debug(), logging.trace(), logging.traceVerbose()))
                .isEqualTo(List.of(debug, trace, verbose));
    }

    @Test
    void jetStreamCanBeAskedForAndIsNamedAsWithoutEffect() throws Exception {
        Overrides overrides = overrides("-js -sd /tmp/store --profile 6060");
        assertThat(overrides.applyTo(Options.defaults()).jetStream().enabled()).isTrue();
        assertThat(overrides.applyTo(Options.defaults()).jetStream().storeDir()).isEqualTo("/tmp/store");
        assertThat(overrides.inactiveKeys()).containsExactly("jetstream", "prof_port");
    }

    @Test
    void aClusterUrlIsTakenApart() throws Exception {
        Options o = applied(
                "--cluster nats://u:p@[::1]:-1 --routes nats://a:1,,nats://b:2 --cluster_name c", Options.defaults());
        assertThat(o.cluster().host()).isEqualTo("::1");
        assertThat(o.cluster().port()).isEqualTo(-1);
        assertThat(o.cluster().user()).isEqualTo("u");
        assertThat(o.cluster().password()).isEqualTo("p");
        assertThat(o.cluster().routes()).containsExactly("nats://a:1", "nats://b:2");
        assertThat(o.cluster().name()).isEqualTo("c");
    }

    @Test
    void anEmptyClusterUrlEndsTheClusterOfTheFile() throws Exception {
        Options file = OptionsFile.parse("cluster { port: 6222 }").options();
        assertThat(applied("--cluster=", file).cluster().port()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-routes nats://a:1 | solicited routes require cluster capabilities, e.g. --cluster",
                "-tls | TLS Server certificate must be present and valid",
                "-tlsverify -tlscert x | TLS Server private key must be present and valid",
                "-tls -tlscert /none -tlskey /none | error parsing X509 certificate/key pair: open /none: no such file or directory",
                "--cluster nats://h:1x | parse \"nats://h:1x\": invalid port \":1x\" after host",
                "--cluster nats://u@h:1 | expected cluster password to be set"
            })
    void contradictionsAreRefusedInTheWordsOfNatsServer(String line, String reason) {
        assertThatThrownBy(() -> applied(line, Options.defaults()))
                .isInstanceOf(OverrideException.class)
                .hasMessage(reason);
    }

    @Test
    void tlsFlagsMakeATlsBlockAndTlsFalseEndsTheOneOfTheFile(@TempDir Path directory) throws Exception {
        Path pem = Files.createFile(directory.resolve("x.pem"));
        Options o = applied("--tlsverify --tlscert " + pem + " --tlskey " + pem, Options.defaults());
        TlsOptions tls = o.client().tls();
        assertThat(tls.verify()).isTrue();
        assertThat(tls.certFile()).isEqualTo(pem.toString());
        assertThat(applied("--tls=false", o).client().tls()).isNull();
        assertThat(applied("-D", o).client().tls()).isEqualTo(tls);
    }

    private static Options applied(String line, Options options) throws OverrideException {
        return overrides(line).applyTo(options);
    }

    private static Overrides overrides(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return ((Invocation.Run) CommandLine.read(arguments)).overrides();
    }
}
