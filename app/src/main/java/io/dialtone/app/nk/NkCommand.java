package io.dialtone.app.nk;

import io.dialtone.accounts.keys.Base64Text;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.PublicNkey;
import io.dialtone.app.cli.CommandLine;
import io.dialtone.app.tools.Subcommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keys from the command line. As in the tool that scripts know, complaints about files and keys go to standard output, those about
 * options to standard error, and the exit code is 1 for both.
 */
public final class NkCommand implements Subcommand {
    private static final String USAGE = """
            Usage: nk [options]
                -v                    Print the version
                -gen <type>           Make a key: user|account|server|cluster|operator|curve|x25519
                -sign <file>          Sign <file> with the key of -inkey
                -verify <file>        Verify <file> with -inkey <keyfile> or -pubin <public> and -sigfile <file>
                -inkey <file>         File with a seed
                -pubin <file>         File with a public key
                -sigfile <file>       File with a signature
                -pubout               Print the public key
                -e <file>             Take randomness from a file, e.g. /dev/urandom
                -pre <vanity>         Make a public key that begins so, e.g. nk -gen user -pre derek
                -maxpre <N>           Give up after N keys; without it, after 10,000,000
            """;

    @Override
    public String name() {
        return "nk";
    }

    /** What {@code -h} prints: a line for each option. */
    public static String usage() {
        return USAGE;
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        try {
            work(NkFlags.read(arguments), out, err);
            return 0;
        } catch (NkFlags.Misuse e) {
            String complaint = String.valueOf(e.getMessage());
            if (!complaint.isEmpty()) {
                err.println(complaint);
            }
            out.print(USAGE);
        } catch (NkFailure e) {
            out.println(e.getMessage());
        } catch (NkeyException e) {
            out.println(e.getMessage());
        }
        return 1;
    }

    private static void work(NkFlags flags, PrintStream out, PrintStream err)
            throws NkFlags.Misuse, NkFailure, NkeyException {
        if (flags.isOn(NkFlags.VERSION)) {
            out.println("nk version " + CommandLine.VERSION);
        } else if (flags.has(NkFlags.GENERATE)) {
            generate(flags, out, err);
        } else if (flags.has(NkFlags.ENTROPY)) {
            throw new NkFailure("Entropy file only used when creating keys with -gen");
        } else if (flags.has(NkFlags.SIGN)) {
            sign(flags, out);
        } else if (flags.has(NkFlags.VERIFY)) {
            verify(flags, out);
        } else if (flags.has(NkFlags.KEY) && flags.isOn(NkFlags.SHOW_PUBLIC)) {
            out.println(publicKey(NkFiles.key(flags.text(NkFlags.KEY))));
        } else {
            throw new NkFlags.Misuse("");
        }
    }

    private static void generate(NkFlags flags, PrintStream out, PrintStream err) throws NkFailure {
        KeyMaker maker = new KeyMaker(KeyMaker.type(flags.text(NkFlags.GENERATE)), flags.text(NkFlags.ENTROPY));
        boolean vanity = flags.has(NkFlags.VANITY);
        KeyMaker.Made made = vanity ? maker.make(flags.text(NkFlags.VANITY), flags.attempts(), err) : maker.make();
        out.println(made.seed());
        if (vanity || flags.isOn(NkFlags.SHOW_PUBLIC)) {
            out.println(made.publicKey());
        }
    }

    private static String publicKey(String seed) throws NkeyException {
        return seed.startsWith("SX")
                ? CurveKeyPair.fromSeed(seed).publicKey()
                : KeyPair.fromSeed(seed).publicKey();
    }

    private static void sign(NkFlags flags, PrintStream out) throws NkFailure, NkeyException {
        if (!flags.has(NkFlags.KEY)) {
            throw new NkFailure("Sign requires a seed/private key via -inkey <file>");
        }
        String seed = NkFiles.key(flags.text(NkFlags.KEY));
        byte[] content = NkFiles.read(flags.text(NkFlags.SIGN));
        out.println(Base64Text.encode(KeyPair.fromSeed(seed).sign(content)));
    }

    private static void verify(NkFlags flags, PrintStream out) throws NkFailure, NkeyException {
        if (!flags.has(NkFlags.KEY) && !flags.has(NkFlags.PUBLIC_KEY)) {
            throw new NkFailure("Verify requires a seed key via -inkey or a public key via -pubin");
        }
        if (!flags.has(NkFlags.SIGNATURE)) {
            throw new NkFailure("Verify requires a signature via -sigfile");
        }
        PublicNkey key = PublicNkey.parse(
                flags.has(NkFlags.KEY)
                        ? KeyPair.fromSeed(NkFiles.key(flags.text(NkFlags.KEY))).publicKey()
                        : NkFiles.key(flags.text(NkFlags.PUBLIC_KEY)));
        byte[] content = NkFiles.read(flags.text(NkFlags.VERIFY));
        String text = new String(NkFiles.read(flags.text(NkFlags.SIGNATURE)), StandardCharsets.ISO_8859_1);
        byte[] signature = Base64Text.decode(text);
        if (signature == null) {
            throw new NkFailure("illegal base64 data at input byte " + Base64Text.firstIllegal(text));
        }
        if (!key.verify(content, signature)) {
            throw new NkFailure("nkeys: signature verification failed");
        }
        out.println("Verified OK");
    }
}
