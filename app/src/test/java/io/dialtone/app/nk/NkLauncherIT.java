package io.dialtone.app.nk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that introductions to nkeys show, typed into a shell. */
class NkLauncherIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("dialtone.launcher", "bin/dialtone")).toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void keysFromTheCommandLine() throws Exception {
        Files.createSymbolicLink(directory.resolve("nk"), LAUNCHER);
        Files.writeString(directory.resolve("test.txt"), "hello\n");
        assertThat(shell("""
                        nk -gen account > account.nkey
                        nk -inkey account.nkey -pubout > account.pub
                        nk -gen user > alice.nkey
                        nk -inkey alice.nkey -pubout > alice.pub
                        nk -sign test.txt -inkey alice.nkey > alice.sig
                        nk -verify test.txt -sigfile alice.sig -pubin alice.pub
                        """)).isEqualTo("Verified OK\n");
        assertThat(directory.resolve("account.nkey")).content().startsWith("SA").hasLineCount(1);
        assertThat(directory.resolve("account.pub")).content().startsWith("A").hasLineCount(1);
        assertThat(directory.resolve("alice.pub")).content().startsWith("U").hasLineCount(1);
    }

    @Test
    void theFirstWordIsEnough() throws Exception {
        assertThat(shell(LAUNCHER + " nk -gen operator")).startsWith("SO").hasSize(59);
    }

    private String shell(String script) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> errors()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private String errors() {
        try {
            return Files.readString(directory.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
