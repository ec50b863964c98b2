package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Claims;
import io.dialtone.accounts.jwt.DecoratedFile;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.app.SystemError;
import io.dialtone.app.nsc.store.KeyStore;
import io.dialtone.app.nsc.store.OperatorStore;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        description = {
            "Build stores again from tokens, seeds and credentials found in some directories.",
            "Tokens go to OUT/operators, seeds and credentials to OUT/keys. Of several tokens of one key the last issued wins."
        })
final class Fix extends NscCommand {
    @Option(
            names = "--in",
            split = ",",
            required = true,
            paramLabel = "DIR",
            description = "Directories to look into, with all below them.")
    List<String> in = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the result goes; must be new.")
    String out = "";

    @Option(names = "--creds", description = "Read tokens and seeds of users from credentials too.")
    boolean creds;

    /** A token and what it says. */
    private record Found<T extends Claims>(T claims, String token) {}

    private final Map<String, Found<OperatorClaims>> operators = new HashMap<>();
    private final Map<String, Found<AccountClaims>> accounts = new HashMap<>();
    private final Map<String, Found<UserClaims>> users = new HashMap<>();

    @Override
    void run(Session session) throws NscException, StoreException {
        Path target = session.world.path(out);
        if (Files.exists(target) && !SafeFiles.list(target).isEmpty()) {
            throw new NscException("`" + target + "` is not empty");
        }
        KeyStore keys = new KeyStore(target.resolve("keys"), true);
        for (String directory : in) {
            for (Path file : files(session.world.path(directory))) {
                read(session, keys, file);
            }
        }
        if (operators.isEmpty()) {
            throw new NscException("no tokens of operators found");
        }
        for (Found<OperatorClaims> operator : operators.values()) {
            write(session, keys, target.resolve("operators"), operator);
        }
        session.print("set --data-dir " + target.resolve("operators") + " and --keystore-dir " + keys.directory()
                + " to use them\n");
    }

    private static List<Path> files(Path directory) throws NscException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new NscException("list " + directory + ": " + SystemError.reason(e), e);
        }
    }

    private void read(Session session, KeyStore keys, Path file) throws StoreException {
        String name = file.getFileName().toString();
        boolean token = name.endsWith(".jwt") || creds && name.endsWith(".creds");
        if (!token && !name.endsWith(".nk")) {
            return;
        }
        String text = SafeFiles.read(file);
        if (text == null) {
            return;
        }
        if (token) {
            String jwt = DecoratedFile.jwt(text);
            Claims claims = decode(jwt);
            if (claims == null) {
                session.report.warn("`" + file + "` holds no token");
            } else {
                keep(claims, jwt);
            }
        }
        if (!name.endsWith(".jwt")) {
            seed(session, keys, file, text);
        }
    }

    private static @Nullable Claims decode(String token) {
        try {
            return Jwt.decode(token);
        } catch (JwtException e) {
            return null;
        }
    }

    private static void seed(Session session, KeyStore keys, Path file, String text) throws StoreException {
        try {
            String seed = file.toString().endsWith(".nk") ? text.strip() : DecoratedFile.seed(text);
            keys.store(KeyPair.fromSeed(seed));
        } catch (NkeyException | JwtException e) {
            session.report.warn("`" + file + "` holds no seed of an operator, account or user");
        }
    }

    private void keep(Claims claims, String token) {
        switch (claims) {
            case OperatorClaims one -> keep(operators, new Found<>(one, token));
            case AccountClaims one -> keep(accounts, new Found<>(one, token));
            case UserClaims one -> keep(users, new Found<>(one, token));
            default -> {
                // Activations are part of the accounts that use them.
            }
        }
    }

    private static <T extends Claims> void keep(Map<String, Found<T>> known, Found<T> found) {
        known.merge(
                found.claims().subject(),
                found,
                (a, b) -> a.claims().issuedAt() >= b.claims().issuedAt() ? a : b);
    }

    private void write(Session session, KeyStore keys, Path root, Found<OperatorClaims> operator)
            throws StoreException {
        OperatorStore store = OperatorStore.create(root, operator.claims().name(), false, operator.token());
        session.report.ok(
                "operator \"" + store.name() + "\" [" + operator.claims().subject() + "]");
        session.report.enter();
        for (Found<AccountClaims> account : accounts.values()) {
            if (operator.claims().signed(account.claims())) {
                String name = account.claims().name();
                store.writeAccount(name, account.token());
                session.report.ok(
                        "account \"" + name + "\" [" + account.claims().subject() + "]");
                for (Found<UserClaims> user : users.values()) {
                    if (account.claims().signed(user.claims())) {
                        writeUser(session, keys, store, name, user);
                    }
                }
            }
        }
        session.report.leave();
    }

    private static void writeUser(
            Session session, KeyStore keys, OperatorStore store, String account, Found<UserClaims> user)
            throws StoreException {
        String name = user.claims().name();
        store.writeUser(account, name, user.token());
        String seed = keys.seed(user.claims().subject());
        if (seed != null) {
            try {
                keys.storeCreds(store.name(), account, name, DecoratedFile.credentials(user.token(), seed));
            } catch (JwtException e) {
                session.report.warn("user \"" + name + "\" has no credentials: " + e.getMessage());
            }
        }
        session.report.ok("user \"" + name + "\" [" + user.claims().subject() + "]");
    }
}
