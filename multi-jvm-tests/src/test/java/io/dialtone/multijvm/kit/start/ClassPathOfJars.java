package io.dialtone.multijvm.kit.start;

import io.dialtone.app.training.StartJars;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JVM archives classes of jars only, and more of them in the form of {@link StartJars}. A test run has directories of classes. */
final class ClassPathOfJars {

    private static final Pattern FOR_TESTS_ONLY =
            Pattern.compile("junit|jqwik|assertj|byte-buddy|hamcrest|awaitility|opentest4j|apiguardian");

    private final Path directory;

    /** @param directory for the jars that are made */
    ClassPathOfJars(Path directory) {
        this.directory = directory;
    }

    /** The same class path in jars, without what does not exist and what only tests need. */
    String of(String classPath) throws IOException, InterruptedException {
        Path packed = Files.createDirectories(directory.resolve("packed"));
        List<String> jars = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (element.isEmpty() || !Files.exists(path)) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(pack(path, packed.resolve(jars.size() + ".jar")).toString());
            } else if (!FOR_TESTS_ONLY.matcher(path.getFileName().toString()).find()) {
                jars.add(path.toString());
            }
        }
        return copied(jars);
    }

    /** By a JVM that has them on its class path, as the copying needs. */
    private String copied(List<String> jars) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(BrokerJvm.java());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, jars), StartJars.class.getName()));
        command.add(directory.resolve("lib").toString());
        command.addAll(jars);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("jars to start from could not be made");
        }
        return printed;
    }

    private static Path pack(Path classes, Path jar) throws IOException {
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
