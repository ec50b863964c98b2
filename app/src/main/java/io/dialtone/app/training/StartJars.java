package io.dialtone.app.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Copies the jars of a class path into a form from which a JVM starts faster; what they do is the same.
 *
 * <ul>
 *   <li>Without signatures: the JVM keeps no class of a signed jar in a start-up archive, and verifies each one when it loads
 *       it. What is in the jars was verified when they were downloaded.
 *   <li>With lambdas that can be kept in an archive, see {@link ArchivableLambdas}.
 *   <li>With one {@code reference.conf} instead of one in each jar, merged and without comments, which are most of their text.
 * </ul>
 */
public final class StartJars {
    private static final String REFERENCE = "reference.conf";

    private final Path directory;
    /** What the one {@code reference.conf} has to say; null when it has been written. */
    private byte @Nullable [] reference;

    /** @param reference the content of the one {@code reference.conf} */
    StartJars(Path directory, String reference) {
        this.directory = directory;
        this.reference = reference.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Prints a class path: the copies.
     *
     * @param args the directory for the copies, then the jars, which are on this JVM's class path, too
     */
    public static void main(String[] args) throws IOException {
        StartJars jars = new StartJars(
                Files.createDirectories(Path.of(args[0])), MergedReference.read(StartJars.class.getClassLoader()));
        StringBuilder classPath = new StringBuilder();
        for (int i = 1; i < args.length; i++) {
            classPath.append(i == 1 ? "" : ":").append(jars.copy(Path.of(args[i])));
        }
        System.out.println(classPath);
    }

    /** Answers where the copy is. */
    Path copy(Path jar) throws IOException {
        Path copy = directory.resolve(jar.getFileName());
        try (JarFile file = new JarFile(jar.toFile(), false);
                OutputStream out = Files.newOutputStream(copy);
                JarOutputStream to = new JarOutputStream(out, manifest(file));
                Stream<JarEntry> entries = file.stream()) {
            to.setLevel(Deflater.BEST_SPEED);
            for (JarEntry entry : (Iterable<JarEntry>) entries::iterator) {
                byte[] content = content(file, entry);
                if (content != null) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    to.write(content);
                    to.closeEntry();
                }
            }
        }
        return copy;
    }

    private static Manifest manifest(JarFile file) throws IOException {
        Manifest manifest = file.getManifest();
        if (manifest == null) {
            manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        }
        // A digest for each class, which nobody would look at any more.
        manifest.getEntries().clear();
        return manifest;
    }

    /** Null: the copy has no such entry. */
    private byte @Nullable [] content(JarFile file, JarEntry entry) throws IOException {
        String name = entry.getName();
        if (name.equals(REFERENCE)) {
            byte[] merged = reference;
            reference = null;
            return merged;
        }
        if (isSignature(name) || name.equals(JarFile.MANIFEST_NAME)) {
            return null;
        }
        try (InputStream in = file.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            return name.endsWith(".class") ? ArchivableLambdas.in(content) : content;
        }
    }

    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/")
                && Stream.of(".SF", ".RSA", ".DSA", ".EC").anyMatch(upper::endsWith);
    }
}
