package io.dialtone.app.nk;

import io.dialtone.accounts.keys.Base32;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes keys of one type, from randomness or from a file that stands in for it. */
final class KeyMaker {
    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final int PROGRESS_STEP = 256;

    private final NkeyType type;
    private final String entropy;

    /** A key to be printed. */
    record Made(String seed, String publicKey) {}

    /** @param entropy file in place of randomness; empty: none */
    KeyMaker(NkeyType type, String entropy) {
        this.type = type;
        this.entropy = entropy;
    }

    static NkeyType type(String word) throws NkFailure {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "user" -> NkeyType.USER;
            case "account" -> NkeyType.ACCOUNT;
            case "server" -> NkeyType.SERVER;
            case "cluster" -> NkeyType.CLUSTER;
            case "operator" -> NkeyType.OPERATOR;
            case "curve", "x25519" -> NkeyType.CURVE;
            default -> throw new NkFailure("Usage: nk -gen [user|account|server|cluster|operator|curve|x25519]");
        };
    }

    Made make() throws NkFailure {
        if (!entropy.isEmpty()) {
            byte[] seed = NkFiles.first(entropy, Nkeys.KEY_BYTES);
            return type == NkeyType.CURVE ? made(CurveKeyPair.ofRawSeed(seed)) : made(KeyPair.ofRawSeed(type, seed));
        }
        SecureRandom random = new SecureRandom();
        return type == NkeyType.CURVE ? made(CurveKeyPair.generate(random)) : made(KeyPair.generate(type, random));
    }

    private static Made made(KeyPair key) {
        return new Made(key.seed(), key.publicKey());
    }

    private static Made made(CurveKeyPair key) {
        return new Made(key.seed(), key.publicKey());
    }

    /**
     * Makes keys, on all processors, until the public one goes on with a prefix after its first letter.
     *
     * @param attempts after which it gives up
     */
    Made make(String prefix, long attempts, PrintStream progress) throws NkFailure {
        String wanted = prefix.toUpperCase(Locale.ROOT);
        if (!isBase32(wanted)) {
            throw new NkFailure("Can not generate base32 encoded strings to match '" + wanted + "'");
        }
        Search search = new Search(wanted, attempts, progress);
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Future<?>[] runs = new Future<?>[threads];
            for (int i = 0; i < threads; i++) {
                runs[i] = pool.submit(search::run);
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NkFailure failure ? failure : new NkFailure(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NkFailure("interrupted");
        } finally {
            pool.shutdownNow();
            progress.print("\r");
        }
        Made found = search.found.get();
        if (found == null) {
            throw new NkFailure("Failed to generate prefix after " + attempts + " attempts");
        }
        return found;
    }

    private static boolean isBase32(String text) {
        // Whatever its length, it is to be the beginning of a text that decodes.
        return Base32.decode(text + "A".repeat(Math.floorMod(-text.length(), 8))) != null;
    }

    /** What the threads share. */
    private final class Search {
        private final String wanted;
        private final long attempts;
        private final PrintStream progress;
        private final AtomicLong begun = new AtomicLong();
        private final AtomicReference<@Nullable Made> found = new AtomicReference<>();

        Search(String wanted, long attempts, PrintStream progress) {
            this.wanted = wanted;
            this.attempts = attempts;
            this.progress = progress;
        }

        @Nullable
        Void run() throws NkFailure {
            long attempt = begun.getAndIncrement();
            while (attempt < attempts && found.get() == null) {
                if (attempt % PROGRESS_STEP == 0) {
                    char turn = SPINNER.charAt((int) (attempt / PROGRESS_STEP % SPINNER.length()));
                    progress.print("\r\033[mcomputing\033[m " + turn + " ");
                }
                Made made = make();
                if (made.publicKey().startsWith(wanted, 1)) {
                    found.compareAndSet(null, made);
                }
                attempt = begun.getAndIncrement();
            }
            return null;
        }
    }
}
