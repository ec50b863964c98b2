package io.dialtone.app.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Copies jars without their signatures. The JVM keeps no class of a signed jar in a start-up archive, and verifies each one when it loads it;
 * what is in the jars was verified when they were downloaded.
 */
public final class UnsignedJars {
    private UnsignedJars() {}

    /**
     * Prints a class path: the jars given, a signed one replaced by its copy.
     *
     * @param args the directory for the copies, then the jars
     */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        StringBuilder classPath = new StringBuilder();
        for (int i = 1; i < args.length; i++) {
            classPath.append(i == 1 ? "" : ":").append(usable(Path.of(args[i]), directory));
        }
        System.out.println(classPath);
    }

    /** The jar, or a copy of it in this directory when it is signed. */
    public static Path usable(Path jar, Path directory) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            if (file.stream().noneMatch(UnsignedJars::isSignature)) {
                return jar;
            }
            Path copy = directory.resolve(jar.getFileName());
            copy(file, copy);
            return copy;
        }
    }

    /** Package-private for its test. */
    static void copy(JarFile file, Path to) throws IOException {
        Manifest manifest = file.getManifest();
        // A digest for each class, which nobody would look at any more.
        manifest.getEntries().clear();
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream copy = new JarOutputStream(out, manifest);
                Stream<JarEntry> entries = file.stream()) {
            for (JarEntry entry : (Iterable<JarEntry>) entries::iterator) {
                if (!isSignature(entry) && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    copy.putNextEntry(new JarEntry(entry.getName()));
                    file.getInputStream(entry).transferTo(copy);
                    copy.closeEntry();
                }
            }
        }
    }

    private static boolean isSignature(JarEntry entry) {
        String name = entry.getName().toUpperCase(Locale.ROOT);
        return name.startsWith("META-INF/")
                && Stream.of(".SF", ".RSA", ".DSA", ".EC").anyMatch(name::endsWith);
    }
}
