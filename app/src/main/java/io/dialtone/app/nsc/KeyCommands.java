package io.dialtone.app.nsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.keys.CurveKeyPair;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.app.nsc.KnownKeys.Known;
import io.dialtone.app.nsc.describe.Table;
import io.dialtone.app.nsc.store.KeyStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about seeds in the key store. */
final class KeyCommands {
    private KeyCommands() {}

    @Command(description = "List keys of the operator, its accounts and users, and whether their seeds are here.")
    static final class ListKeys extends NscCommand {
        @Mixin
        KnownKeys which = new KnownKeys();

        @Option(
                names = {"-S", "--show-seeds"},
                description = "Print the seeds too.")
        boolean seeds;

        @Option(
                names = {"-J", "--json"},
                description = "Print JSON.")
        boolean json;

        @Override
        void run(Session session) throws NscException, StoreException {
            List<Known> keys = which.find(session);
            if (json) {
                session.print(json(session, keys) + "\n");
                return;
            }
            Table table = seeds
                    ? new Table("Seeds Keys").columns("Entity", "Private Key", "Signing Key")
                    : new Table("Keys").columns("Entity", "Key", "Signing Key", "Stored");
            boolean sealing = false;
            for (Known key : keys) {
                sealing |= key.curve();
                String entity = key.entity().isEmpty() ? "?" : " ".repeat(key.depth()) + key.entity();
                String signing = key.signing() ? "*" : key.curve() ? "T" : "";
                if (seeds) {
                    String seed = session.keys.seed(key.key());
                    table.row(entity, seed == null ? key.key() + " [seed is not stored]" : seed, signing);
                } else {
                    table.row(entity, key.key(), signing, session.keys.has(key.key()) ? "*" : "");
                }
            }
            session.print(table.render() + (sealing ? "[ T ] auth callout encryption target\n" : "") + "\n");
        }

        private String json(Session session, List<Known> keys) throws NscException, StoreException {
            JsonMapper mapper = new JsonMapper();
            ArrayNode list = mapper.createArrayNode();
            for (Known key : keys) {
                ObjectNode one = list.addObject();
                one.put("name", key.entity()).put("pub", key.key());
                if (!key.parent().isEmpty()) {
                    one.put("parent", key.parent());
                }
                one.put("signing", key.signing()).put("curve", key.curve());
                String seed = session.keys.seed(key.key());
                if (seed != null) {
                    one.put("key_path", session.keys.seedFile(key.key()).toString());
                    if (seeds) {
                        one.put("seed", seed);
                    }
                }
                one.put("invalid", false);
                if (!key.token().isEmpty()) {
                    byte[] token = key.token().getBytes(StandardCharsets.UTF_8);
                    one.put("jwt", Base64.getEncoder().encodeToString(token));
                }
                one.put("expected_kind", key.expectedKind());
            }
            try {
                return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list);
            } catch (JsonProcessingException e) {
                throw new NscException("the keys cannot be written as JSON", e);
            }
        }
    }

    @Command(description = "Copy seeds from the key store to a directory.")
    static final class Export extends NscCommand {
        @Mixin
        KnownKeys which = new KnownKeys();

        @Option(
                names = {"-d", "--dir"},
                required = true,
                paramLabel = "DIR",
                description = "Where to.")
        String directory = "";

        @Option(
                names = {"-F", "--force"},
                description = "Overwrite files that are there.")
        boolean force;

        @Option(
                names = {"-R", "--remove"},
                description = "Remove the seeds from the key store.")
        boolean remove;

        @Option(names = "--include-jwts", description = "Write the tokens beside, named by their keys.")
        boolean tokens;

        @Override
        void run(Session session) throws NscException, StoreException {
            Path to = session.world.path(directory);
            for (Known key : which.find(session)) {
                String seed = session.keys.seed(key.key());
                if (seed == null) {
                    session.report.warn("\"" + key.key() + "\" is not stored");
                } else {
                    write(to.resolve(key.key() + ".nk"), seed);
                    session.report.ok("exported \"" + key.key() + "\"");
                }
                if (tokens && !key.token().isEmpty() && !key.signing() && !key.curve()) {
                    write(to.resolve(key.key() + ".jwt"), key.token());
                }
                if (remove && seed != null) {
                    session.keys.delete(key.key());
                    session.report.ok("removed \"" + key.key() + "\" from the key store");
                }
            }
        }

        private void write(Path file, String text) throws NscException, StoreException {
            if (Files.exists(file) && !force && !Objects.equals(SafeFiles.read(file), text)) {
                throw new NscException("`" + file + "` exists already - specify --force to overwrite it");
            }
            SafeFiles.write(file, text);
        }
    }

    @Command(description = "Copy seeds from files *.nk of a directory into the key store.")
    static final class Import extends NscCommand {
        @Option(
                names = {"-d", "--dir"},
                required = true,
                paramLabel = "DIR",
                description = "Where they are.")
        String directory = "";

        @Option(
                names = {"-R", "--recurse"},
                description = "Look into the directories below too.")
        boolean recurse;

        @Override
        void run(Session session) throws NscException, StoreException {
            Path from = session.world.path(directory);
            if (!Files.isDirectory(from)) {
                throw new NscException("`" + from + "` is not a directory");
            }
            List<Path> files = KeyStore.seedFiles(from, recurse);
            if (files.isEmpty()) {
                throw new NscException("no keys found in `" + from + "`");
            }
            for (Path file : files) {
                String key = store(session, file);
                if (key == null) {
                    session.report.error("`" + file + "` holds no seed");
                } else {
                    session.report.ok("imported \"" + key + "\"");
                }
            }
            session.report.finish();
        }

        private static @Nullable String store(Session session, Path file) throws StoreException {
            String seed = Objects.requireNonNullElse(SafeFiles.read(file), "").strip();
            try {
                if (seed.startsWith("SX")) {
                    CurveKeyPair pair = CurveKeyPair.fromSeed(seed);
                    session.keys.store(pair);
                    return pair.publicKey();
                }
                KeyPair pair = KeyPair.fromSeed(seed);
                session.keys.store(pair);
                return pair.publicKey();
            } catch (NkeyException e) {
                return null;
            }
        }
    }

    @Command(
            description =
                    "Copy seeds that lie elsewhere below the key store, as old versions of nsc kept them, into place.")
    static final class Migrate extends NscCommand {
        @Override
        void run(Session session) throws NscException, StoreException {
            Path root = session.keys.directory();
            int moved = 0;
            for (Path file : KeyStore.seedFiles(root, true)) {
                if (!file.startsWith(root.resolve("keys"))) {
                    String key = Import.store(session, file);
                    moved += key == null ? 0 : 1;
                }
            }
            session.print(
                    moved == 0
                            ? "keystore `" + session.world.shown(root) + "` does not need migration\n"
                            : "copied " + moved + " keys; the files they came from are still there\n");
        }
    }

    @Command(description = "Make a key pair and print seed and public key.")
    static final class Generate extends NscCommand {
        @Option(
                names = {"-o", "--operator"},
                description = "Of an operator.")
        boolean operator;

        @Option(
                names = {"-a", "--account"},
                description = "Of an account.")
        boolean account;

        @Option(
                names = {"-u", "--user"},
                description = "Of a user.")
        boolean user;

        @Option(
                names = {"-x", "--curve"},
                description = "For sealing.")
        boolean curve;

        @Option(
                names = {"-S", "--store"},
                description = "Keep the seed in the key store, and do not print it.")
        boolean store;

        @Override
        void run(Session session) throws NscException, StoreException {
            if (!(operator || account || user || curve)) {
                throw new NscException("specify --operator, --account, --user or --curve");
            }
            if (operator) {
                signing(session, NkeyType.OPERATOR);
            }
            if (account) {
                signing(session, NkeyType.ACCOUNT);
            }
            if (user) {
                signing(session, NkeyType.USER);
            }
            if (curve) {
                CurveKeyPair pair = CurveKeyPair.generate(session.world.random());
                print(session, "curve", pair.publicKey(), pair.seed(), store ? session.keys.store(pair) : null);
            }
        }

        private void signing(Session session, NkeyType type) throws StoreException {
            KeyPair pair = KeyPair.generate(type, session.world.random());
            Path file = store ? session.keys.store(pair) : null;
            print(session, type.toString(), pair.publicKey(), pair.seed(), file);
        }

        private static void print(Session session, String kind, String publicKey, String seed, @Nullable Path file) {
            session.print(
                    file == null
                            ? seed + "\n" + publicKey + "\n\n"
                            : publicKey + "\n" + kind + " key stored " + file + "\n\n");
        }
    }
}
