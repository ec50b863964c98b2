package io.dialtone.app.nats.context;

import io.dialtone.app.nats.wire.ClientException;
import io.dialtone.app.nsc.Surroundings;
import io.dialtone.app.nsc.store.SafeFiles;
import io.dialtone.app.nsc.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of a user, where the {@code nats} command line keeps them.
 *
 * <pre>
 * ~/.config/nats/context.txt            the name of the selected one
 * ~/.config/nats/previous-context.txt   the name of that before it
 * ~/.config/nats/context/NAME.json
 * </pre>
 */
public final class ContextStore {
    private static final String SUFFIX = ".json";
    private static final Pattern NAME = Pattern.compile("[^\\s/\\\\]+");

    private final Path directory;

    /** In {@code XDG_CONFIG_HOME}, or else in the home directory. */
    public ContextStore(Surroundings world) {
        String base = world.variable("XDG_CONFIG_HOME");
        directory = (base.isEmpty() ? world.home().resolve(".config") : world.path(base)).resolve("nats");
    }

    public Path file(String name) throws ClientException {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new ClientException("invalid context name \"" + name + "\"");
        }
        return directory.resolve("context").resolve(name + SUFFIX);
    }

    private Path selection() {
        return directory.resolve("context.txt");
    }

    private Path previousSelection() {
        return directory.resolve("previous-context.txt");
    }

    public List<String> names() throws ClientException {
        try {
            return SafeFiles.list(directory.resolve("context")).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /** The name of the selected one; empty when none is. */
    public String selected() throws ClientException {
        return word(selection());
    }

    public String previous() throws ClientException {
        return word(previousSelection());
    }

    private static String word(Path file) throws ClientException {
        String text = read(file);
        return text == null ? "" : text.strip();
    }

    /** Whether there is one of that name. */
    public boolean has(String name) throws ClientException {
        return read(file(name)) != null;
    }

    /**
     * The one of that name.
     *
     * @throws ClientException when there is none
     */
    public NatsContext load(String name) throws ClientException {
        String text = read(file(name));
        if (text == null) {
            throw new ClientException("unknown context \"" + name + "\"");
        }
        return NatsContext.parse(name, text);
    }

    public void save(NatsContext context) throws ClientException {
        write(file(context.name()), context.write());
    }

    public void select(String name) throws ClientException {
        load(name);
        String before = selected();
        if (!before.equals(name)) {
            write(previousSelection(), before);
        }
        write(selection(), name);
    }

    public void unselect() throws ClientException {
        String before = selected();
        if (!before.isEmpty()) {
            write(previousSelection(), before);
        }
        remove(selection());
    }

    public void delete(String name) throws ClientException {
        load(name);
        remove(file(name));
        if (selected().equals(name)) {
            remove(selection());
        }
    }

    private static @Nullable String read(Path file) throws ClientException {
        try {
            return SafeFiles.read(file);
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private static void write(Path file, String text) throws ClientException {
        try {
            SafeFiles.write(file, text);
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private static void remove(Path file) throws ClientException {
        try {
            SafeFiles.delete(file);
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private static ClientException failure(StoreException e) {
        return new ClientException(String.valueOf(e.getMessage()), e);
    }
}
