package io.dialtone.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a text gets what is not in it: included files, variables of enclosing maps, the environment. */
final class TextSources {
    private static final int MAX_INCLUDES = 50;

    /** Unquoted bcrypt hashes look like variables. */
    private static final String BCRYPT = "2a$";

    private final Environment environment;
    private final Set<String> resolving = new HashSet<>();
    private final Map<String, Integer> files = new HashMap<>();
    private int includes;

    /** The process environment, or what a test puts in its place. */
    interface Environment {
        /** The value of a variable, or null. */
        @Nullable
        String get(String name);
    }

    TextSources(Environment environment) {
        this.environment = environment;
    }

    Map<String, Node> parseFile(String file) {
        byte[] text = read(file);
        files.put(file, Arrays.hashCode(text));
        return new TextParser(text, file, this).parse();
    }

    /** The files that were read, and a hash of what was in them. */
    Map<String, Integer> files() {
        return Map.copyOf(files);
    }

    /** A text of this name, which includes and refers to nothing but itself and the environment. */
    static Map<String, Node> parse(String text, String name) {
        return new TextParser(text.getBytes(StandardCharsets.UTF_8), name, new TextSources(System::getenv)).parse();
    }

    Map<String, Node> parseText(String text) {
        return new TextParser(text.getBytes(StandardCharsets.UTF_8), "", this).parse();
    }

    /** Reads an included file. Its path is always joined to the directory of the including one, also when it starts with a slash. */
    Map<String, Node> include(String path, String includingFile) {
        if (includes == MAX_INCLUDES) {
            throw new SyntaxException("error parsing include file '" + path + "', includes are nested too deeply");
        }
        includes++;
        try {
            return parseFile(join(includingFile, path));
        } catch (SyntaxException e) {
            throw new SyntaxException("error parsing include file '" + path + "', " + e.getMessage());
        } finally {
            includes--;
        }
    }

    private static String join(String includingFile, String path) {
        int slash = includingFile.lastIndexOf('/');
        String directory = slash < 0 ? "" : includingFile.substring(0, slash + 1);
        try {
            return Path.of(directory + path).normalize().toString();
        } catch (InvalidPathException e) {
            throw new SyntaxException("open " + path + ": invalid argument");
        }
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new SyntaxException("open " + file + ": no such file or directory");
        } catch (AccessDeniedException e) {
            throw new SyntaxException("open " + file + ": permission denied");
        } catch (InvalidPathException e) {
            throw new SyntaxException("open " + file + ": invalid argument");
        } catch (IOException e) {
            boolean directory = Files.isDirectory(Path.of(file));
            throw new SyntaxException("read " + file + ": " + (directory ? "is a directory" : "input/output error"));
        }
    }

    /** Finds a variable: innermost map first, then the enclosing ones, then the environment. */
    Node resolve(String name, Position at, Iterable<Map<String, Node>> scopes) {
        if (name.startsWith(BCRYPT)) {
            return Node.text("$" + name, at);
        }
        for (Map<String, Node> scope : scopes) {
            Node found = scope.get(name);
            if (found != null) {
                found.markUsed();
                return found.at(at);
            }
        }
        return fromEnvironment(name, at);
    }

    private Node fromEnvironment(String name, Position at) {
        String reference = "variable reference for '" + name + "' on line " + at.line();
        if (!resolving.add(name)) {
            throw new SyntaxException(reference + " could not be parsed: variable reference cycle for '" + name + "'");
        }
        try {
            String value = environment.get(name);
            Node parsed = value == null ? null : parseText("pk=" + value).get("pk");
            if (parsed == null) {
                throw new SyntaxException(reference + " can not be found");
            }
            return parsed.at(at);
        } catch (SyntaxException e) {
            boolean own = e.getMessage() != null && e.getMessage().startsWith(reference + " can not");
            throw own ? e : new SyntaxException(reference + " could not be parsed: " + e.getMessage());
        } finally {
            resolving.remove(name);
        }
    }
}
