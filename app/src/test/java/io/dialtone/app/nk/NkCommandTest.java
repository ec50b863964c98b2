package io.dialtone.app.nk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.keys.Nkeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected here is what NATS's own nk printed to the same arguments. */
class NkCommandTest {
    private static final String SEED = "SAAACAQDAQCQMBYIBEFAWDANBYHRAEISCMKBKFQXDAMRUGY4DUPB6IFO3A";
    private static final String PUBLIC_KEY = "AB43KVROR7TFJ6KAPCYRF2FJROTZAH4FHLTJLPWX4DRZCC5NASLGIFW3";
    private static final String SIGNATURE =
            "ppMZXJaCAWIKekJu7CHtrtu0aB3DuIEGkj5jhkr8Tp_NVIjat2uYVTH5IduaQbQoMk2Hk_gGuocBtQIfbvEYBA";

    @TempDir
    private Path directory;

    private record Outcome(int code, String out, String err) {}

    @ParameterizedTest
    @CsvSource({
        "operator, O, SO",
        "account, A, SA",
        "user, U, SU",
        "server, N, SN",
        "cluster, C, SC",
        "curve, X, SX",
        "x25519, X, SX",
        "USER, U, SU",
    })
    void makesKeysOfEachType(String type, String publicPrefix, String seedPrefix) {
        Outcome made = nk("-gen", type, "-pubout");
        List<String> lines = made.out().lines().toList();
        assertThat(made.code()).isZero();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith(seedPrefix).hasSize(58);
        assertThat(lines.get(1)).startsWith(publicPrefix).matches(Nkeys::isPublic);
        assertThat(nk("-gen", type).out()).isNotEqualTo(lines.get(0) + "\n").hasLineCount(1);
    }

    @Test
    void showsThePublicKeyOfASeedInAFile() throws IOException {
        assertThat(nk("-inkey", file("key", SEED + "\n"), "-pubout").out()).isEqualTo(PUBLIC_KEY + "\n");
        String commented = file("commented", "# my key\n\n" + SEED + "\nmore\n");
        assertThat(nk("--inkey=" + commented, "-pubout=true").out()).isEqualTo(PUBLIC_KEY + "\n");
        Outcome curve = nk("-gen", "curve", "-pubout");
        assertThat(nk("-inkey", file("curve", curve.out()), "-pubout").out())
                .isEqualTo(curve.out().lines().toList().get(1) + "\n");
    }

    @Test
    void signsAFileAndVerifiesTheSignature() throws IOException {
        Files.write(directory.resolve("zeros"), new byte[64]);
        String zeros = directory.resolve("zeros").toString();
        String key = file("key", SEED + "\n");
        Outcome signed = nk("-sign", zeros, "-inkey", key);
        assertThat(signed).isEqualTo(new Outcome(0, SIGNATURE + "\n", ""));
        String signature = file("sig", signed.out());
        String publicKey = file("pub", PUBLIC_KEY + "\n");
        Outcome verified = new Outcome(0, "Verified OK\n", "");
        assertThat(nk("-verify", zeros, "-sigfile", signature, "-pubin", publicKey))
                .isEqualTo(verified);
        assertThat(nk("-verify", zeros, "-sigfile", signature, "-inkey", key)).isEqualTo(verified);
        assertThat(nk("-verify", key, "-sigfile", signature, "-pubin", publicKey))
                .isEqualTo(new Outcome(1, "nkeys: signature verification failed\n", ""));
        assertThat(nk("-verify", zeros, "-sigfile", zeros, "-inkey", key).out())
                .isEqualTo("illegal base64 data at input byte 0\n");
        assertThat(nk("-verify", zeros, "-sigfile", signature, "-pubin", key).out())
                .isEqualTo("nkeys: invalid public key\n");
        assertThat(nk("-sign", zeros, "-inkey", publicKey).out()).isEqualTo("nkeys: invalid seed\n");
        String curve = file("curve", nk("-gen", "curve").out());
        assertThat(nk("-sign", zeros, "-inkey", curve).out())
                .isEqualTo("nkeys: curve key is not valid for sign/verify\n");
    }

    @Test
    void takesRandomnessFromAFile() throws IOException {
        Files.write(directory.resolve("zeros"), new byte[64]);
        String zeros = directory.resolve("zeros").toString();
        assertThat(nk("-gen", "user", "-e", zeros, "-pubout").out())
                .isEqualTo("SUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEQ\n"
                        + "UA5WUJ54Z23KILLCUOUNAKTPBVZWKMQVO4O6EQ5GHLAERIMLLHNCTYM5\n");
        assertThat(nk("-gen", "curve", "-e", zeros).out())
                .isEqualTo("SXAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADQE\n");
        assertThat(nk("-gen", "user", "-e", file("short", "abc")).out()).endsWith("unexpected EOF\n");
        assertThat(nk("-e", zeros).out()).isEqualTo("Entropy file only used when creating keys with -gen\n");
    }

    @Test
    void makesPublicKeysThatBeginAsWanted() {
        Outcome made = nk("-gen", "account", "-pre", "a");
        assertThat(made.code()).isZero();
        assertThat(made.out().lines().toList().get(1)).startsWith("AA");
        assertThat(made.err()).contains("computing");
        assertThat(nk("-gen", "user", "-pre", "derekderek", "-maxpre", "3").out())
                .isEqualTo("Failed to generate prefix after 3 attempts\n");
        assertThat(nk("-gen", "user", "-pre", "1").out())
                .isEqualTo("Can not generate base32 encoded strings to match '1'\n");
    }

    @Test
    void saysWhichFileItCannotUse() throws IOException {
        String empty = file("empty", "no key in here\n");
        assertThat(nk("-inkey", empty, "-pubout")).isEqualTo(new Outcome(1, "Could not find a valid key\n", ""));
        String missing = directory.resolve("nofile").toString();
        assertThat(nk("-inkey", missing, "-pubout"))
                .isEqualTo(new Outcome(1, "open " + missing + ": no such file or directory\n", ""));
        assertThat(nk("-inkey", directory.toString(), "-pubout").out())
                .isEqualTo("read " + directory + ": is a directory\n");
    }

    @Test
    void saysWhatItNeeds() {
        assertThat(nk("-sign", "f").out()).isEqualTo("Sign requires a seed/private key via -inkey <file>\n");
        assertThat(nk("-verify", "f").out())
                .isEqualTo("Verify requires a seed key via -inkey or a public key via -pubin\n");
        assertThat(nk("-verify", "f", "-inkey", "k").out()).isEqualTo("Verify requires a signature via -sigfile\n");
        assertThat(nk("-gen", "foo").out())
                .isEqualTo("Usage: nk -gen [user|account|server|cluster|operator|curve|x25519]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-x, flag provided but not defined: -x",
        "-inkey, flag needs an argument: -inkey",
        "-pubout=x, 'invalid boolean value \"x\" for -pubout: parse error'",
        "-maxpre=x, 'invalid value \"x\" for flag -maxpre: parse error'",
        "-=x, bad flag syntax: -=x",
        "---, bad flag syntax: ---",
        "-h, ''",
        "word, ''",
    })
    void showsItsUsageAfterAComplaint(String argument, String complaint) {
        Outcome outcome = nk(argument);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("Usage: nk [options]\n");
        assertThat(outcome.err().strip()).isEqualTo(complaint);
    }

    @Test
    void tellsItsVersion() {
        assertThat(nk("-v").out()).startsWith("nk version ");
        assertThat(nk("-gen=", "-v").code()).isZero();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private static Outcome nk(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new NkCommand()
                .run(
                        List.of(arguments),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
