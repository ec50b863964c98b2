package io.dialtone.app.nsc.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What was chosen last: {@code nsc.json} with {@code store_root}, {@code operator} and {@code account}. What else stands there stays. Not for
 * several threads.
 */
public final class Settings {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final ObjectNode values;
    private final ObjectNode saved;

    private Settings(Path file, ObjectNode values) {
        this.file = file;
        this.values = values;
        this.saved = values.deepCopy();
    }

    /** Nothing is chosen, and nothing is to be read. */
    public static Settings none() {
        return new Settings(Path.of("nsc.json"), JSON.createObjectNode());
    }

    /** Reads the settings in a directory; nothing is chosen when there are none. */
    public static Settings load(Path directory) throws StoreException {
        Path file = directory.resolve("nsc.json");
        String text = SafeFiles.read(file);
        try {
            return text != null && JSON.readTree(text) instanceof ObjectNode values
                    ? new Settings(file, values)
                    : new Settings(file, JSON.createObjectNode());
        } catch (JsonProcessingException e) {
            throw new StoreException("`" + file + "` is not JSON");
        }
    }

    /** Writes what was changed, if anything was. */
    public void save() throws StoreException {
        if (!Objects.equals(values, saved)) {
            SafeFiles.write(file, values.toString());
        }
    }

    /** The directory of the operators; empty: not chosen. */
    public String storeRoot() {
        return values.path("store_root").asText();
    }

    /** The name of the operator; empty: not chosen. */
    public String operator() {
        return values.path("operator").asText();
    }

    /** The name of the account; empty: not chosen. */
    public String account() {
        return values.path("account").asText();
    }

    /** Chooses a directory of operators. */
    public void chooseStoreRoot(String root) {
        values.put("store_root", root);
    }

    /** Chooses an operator. */
    public void chooseOperator(String name) {
        values.put("operator", name);
    }

    /** Chooses an account. */
    public void chooseAccount(String name) {
        values.put("account", name);
    }
}
