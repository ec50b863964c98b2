package io.dialtone.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text in the configuration language that is not a server's configuration, for tools whose own files are written in it: a value and where
 * its key stands. References and includes have been followed.
 */
public final class ConfigTree {
    private final Node node;

    private ConfigTree(Node node) {
        this.node = node;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException when it cannot be read, or does not follow the language
     */
    public static ConfigTree load(String file) throws ConfigurationException {
        TextSources sources = new TextSources(System::getenv);
        try {
            return root(sources.parseFile(file), file);
        } catch (SyntaxException e) {
            throw refused(e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what positions in it call the file
     */
    public static ConfigTree parse(String text, String name) throws ConfigurationException {
        try {
            return root(TextSources.parse(text, name), name);
        } catch (SyntaxException e) {
            throw refused(e);
        }
    }

    private static ConfigTree root(Map<String, Node> tree, String name) {
        return new ConfigTree(Node.map(tree, new Position(name, 1, 0)));
    }

    private static ConfigurationException refused(SyntaxException e) {
        return new ConfigurationException(
                List.of(), List.of(new Problem(e.position(), String.valueOf(e.getMessage()))));
    }

    public Position position() {
        return node.position();
    }

    /** The values by their keys, in the order of the text; null when this is no map. */
    public @Nullable Map<String, ConfigTree> map() {
        Map<String, Node> map = node.asMap();
        if (map == null) {
            return null;
        }
        Map<String, ConfigTree> trees = new LinkedHashMap<>();
        map.forEach((key, value) -> trees.put(key, new ConfigTree(value)));
        return trees;
    }

    /** A text, number or truth value in words; null when this is a map or a list. */
    public @Nullable String text() {
        return node.asMap() != null || node.asList() != null ? null : String.valueOf(node.value());
    }
}
