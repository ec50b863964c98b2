package io.dialtone.multijvm.kit.start;

import io.dialtone.app.training.UnsignedJars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The JVM archives classes of unsigned jars only. A class path in a test run has directories of classes in it, and a signed jar. */
final class ClassPathOfJars {

    private final Path directory;

    /** @param directory for the jars that must be made */
    ClassPathOfJars(Path directory) {
        this.directory = directory;
    }

    /** The same class path in jars; what does not exist is left out. */
    String of(String classPath) throws IOException {
        Files.createDirectories(directory);
        List<String> jars = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (element.isEmpty()) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(packed(path, directory.resolve(jars.size() + ".jar")).toString());
            } else if (Files.exists(path)) {
                jars.add(UnsignedJars.usable(path, directory).toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
