package io.dialtone.app.nsc.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.jwt.OperatorClaims;
import io.dialtone.accounts.jwt.UserClaims;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one operator, below one directory. The file {@code .nsc} marks such a directory:
 *
 * <pre>
 * OPERATOR/.nsc
 * OPERATOR/OPERATOR.jwt
 * OPERATOR/accounts/ACCOUNT/ACCOUNT.jwt
 * OPERATOR/accounts/ACCOUNT/users/USER.jwt
 * </pre>
 */
public final class OperatorStore {
    /** Marks the directory of an operator. */
    public static final String MARK = ".nsc";

    private static final String TOKEN = ".jwt";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final String name;
    private final boolean managed;

    private OperatorStore(Path directory, String name, boolean managed) {
        this.directory = directory;
        this.name = name;
        this.managed = managed;
    }

    /** The names of the operators in a directory, in order. */
    public static List<String> operators(Path root) throws StoreException {
        return SafeFiles.list(root).stream()
                .filter(OperatorStore::isOperator)
                .map(path -> path.getFileName().toString())
                .toList();
    }

    /** Whether a directory is an operator's. */
    public static boolean isOperator(Path directory) {
        return Files.isRegularFile(directory.resolve(MARK));
    }

    /** Opens what is there. */
    public static OperatorStore open(Path directory) throws StoreException {
        String mark = SafeFiles.read(directory.resolve(MARK));
        if (mark == null) {
            throw new StoreException("`" + directory + "` is not the directory of an operator");
        }
        try {
            JsonNode json = JSON.readTree(mark);
            String name = json.path("name").asText();
            // It becomes part of paths, and the directory may come from somebody else.
            checkName("operator", name);
            return new OperatorStore(directory, name, json.path("managed").asBoolean());
        } catch (JsonProcessingException e) {
            throw new StoreException("`" + directory.resolve(MARK) + "` is not JSON");
        }
    }

    /**
     * Makes the directory of a new operator, or of one whose token comes from elsewhere.
     *
     * @param managed whether somebody else holds the operator's keys
     */
    public static OperatorStore create(Path root, String name, boolean managed, String token) throws StoreException {
        checkName("operator", name);
        Path directory = root.resolve(name);
        ObjectNode mark = JSON.createObjectNode();
        mark.put("managed", managed).put("name", name).put("kind", "operator").put("version", "1");
        SafeFiles.write(directory.resolve(MARK), mark.toString());
        OperatorStore store = new OperatorStore(directory, name, managed);
        store.writeOperator(token);
        return store;
    }

    /** Refuses names that are no names of files. */
    public static void checkName(String kind, String name) throws StoreException {
        if (name.isBlank()) {
            throw new StoreException(kind + " name cannot be empty");
        }
        if (name.contains("/") || name.contains("\\") || name.startsWith(".") || name.indexOf('\0') >= 0) {
            throw new StoreException(kind + " name '" + name + "' cannot contain '/' or '\\' or begin with '.'");
        }
    }

    /** The name of the operator. */
    public String name() {
        return name;
    }

    /** Where everything is. */
    public Path directory() {
        return directory;
    }

    /** Whether somebody else holds the operator's keys: accounts sign themselves, and are sent for signing. */
    public boolean isManaged() {
        return managed;
    }

    private Path accountDirectory(String account) {
        return directory.resolve("accounts").resolve(account);
    }

    private Path accountFile(String account) {
        return accountDirectory(account).resolve(account + TOKEN);
    }

    private Path userFile(String account, String user) {
        return accountDirectory(account).resolve("users").resolve(user + TOKEN);
    }

    /** The operator's claims. */
    public OperatorClaims operator() throws StoreException {
        try {
            return Jwt.decodeOperator(operatorToken());
        } catch (JwtException e) {
            throw new StoreException("the token of operator " + quote(name) + " cannot be read: " + e.getMessage());
        }
    }

    /** The operator's token. */
    public String operatorToken() throws StoreException {
        return required(directory.resolve(name + TOKEN), "operator " + quote(name) + " has no token");
    }

    /** Replaces the operator's token. */
    public void writeOperator(String token) throws StoreException {
        SafeFiles.write(directory.resolve(name + TOKEN), token);
    }

    /** The names of the accounts, in order. */
    public List<String> accounts() throws StoreException {
        return SafeFiles.list(directory.resolve("accounts")).stream()
                .map(path -> path.getFileName().toString())
                .filter(account -> Files.isRegularFile(accountFile(account)))
                .toList();
    }

    /** Whether there is such an account. */
    public boolean hasAccount(String account) {
        return !account.isEmpty() && Files.isRegularFile(accountFile(account));
    }

    /** The claims of an account. */
    public AccountClaims account(String account) throws StoreException {
        try {
            return Jwt.decodeAccount(accountToken(account));
        } catch (JwtException e) {
            throw new StoreException("the token of account " + quote(account) + " cannot be read: " + e.getMessage());
        }
    }

    /** The token of an account. */
    public String accountToken(String account) throws StoreException {
        return required(
                accountFile(account),
                quote(account) + " not in accounts for operator " + quote(name) + " in `" + directory.getParent()
                        + "`");
    }

    /** Replaces the token of an account, or adds one. */
    public void writeAccount(String account, String token) throws StoreException {
        checkName("account", account);
        SafeFiles.write(accountFile(account), token);
    }

    /** Forgets an account and its users. */
    public void deleteAccount(String account) throws StoreException {
        SafeFiles.deleteTree(accountDirectory(account));
    }

    /** The name of the account with that public key; null when there is none here. */
    public @Nullable String accountNamed(String publicKey) throws StoreException {
        for (String account : accounts()) {
            if (account(account).subject().equals(publicKey)) {
                return account;
            }
        }
        return null;
    }

    /** The names of the users of an account, in order. */
    public List<String> users(String account) throws StoreException {
        return SafeFiles.list(accountDirectory(account).resolve("users")).stream()
                .map(path -> path.getFileName().toString())
                .filter(file -> file.endsWith(TOKEN) && !file.startsWith("."))
                .map(file -> file.substring(0, file.length() - TOKEN.length()))
                .toList();
    }

    /** Whether there is such a user. */
    public boolean hasUser(String account, String user) {
        return !user.isEmpty() && Files.isRegularFile(userFile(account, user));
    }

    /** The claims of a user. */
    public UserClaims user(String account, String user) throws StoreException {
        try {
            return Jwt.decodeUser(userToken(account, user));
        } catch (JwtException e) {
            throw new StoreException("the token of user " + quote(user) + " cannot be read: " + e.getMessage());
        }
    }

    /** The token of a user. */
    public String userToken(String account, String user) throws StoreException {
        return required(userFile(account, user), "user " + quote(user) + " not found in " + quote(account));
    }

    /** Replaces the token of a user, or adds one. */
    public void writeUser(String account, String user, String token) throws StoreException {
        checkName("user", user);
        SafeFiles.write(userFile(account, user), token);
    }

    /** Forgets a user. */
    public void deleteUser(String account, String user) throws StoreException {
        SafeFiles.delete(userFile(account, user));
    }

    private static String required(Path file, String complaint) throws StoreException {
        String text = SafeFiles.read(file);
        if (text == null) {
            throw new StoreException(complaint);
        }
        return text.strip();
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }
}
