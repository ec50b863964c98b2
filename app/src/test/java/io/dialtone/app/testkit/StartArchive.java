package io.dialtone.app.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;

/**
 * The broker's class path and, once enough servers have been started to make it worth while, an archive of its loaded classes: the next ones
 * take two thirds of the processor time to start. The archive is recorded beside the tests and used from the moment it is there; it
 * stays for later runs until something on the class path is newer.
 */
final class StartArchive {
    private static final int WORTH_WHILE = 8;
    /** On a busy machine; nobody waits for it. */
    private static final Duration RECORDING = Duration.ofMinutes(3);

    /** Of one of the JVMs that run tests at the same time. */
    private static final Path HOME = Path.of(
                    "target", "test-servers", "start" + System.getProperty("dialtone.fork", ""))
            .toAbsolutePath();

    private static final Path ARCHIVE = HOME.resolve("broker.jsa");
    private static final Path ARCHIVED_CLASS_PATH = HOME.resolve("broker.classpath");
    private static final StartArchive INSTANCE = new StartArchive();

    private final String classPath;
    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean recorded;

    private StartArchive() {
        try {
            Files.createDirectories(HOME);
            classPath = jars(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            recorded = isFresh();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What starts a broker, up to its own arguments. */
    static List<String> command(List<String> jvmOptions) {
        return INSTANCE.next(jvmOptions);
    }

    private List<String> next(List<String> jvmOptions) {
        if (!recorded && starts.incrementAndGet() == WORTH_WHILE) {
            Thread.ofPlatform().daemon().start(() -> record(jvmOptions));
        }
        return recorded ? line(jvmOptions, "-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:disable") : line(jvmOptions);
    }

    private List<String> line(List<String> jvmOptions, String... more) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        line.addAll(List.of(more));
        line.addAll(List.of("-cp", classPath, "io.dialtone.app.Main"));
        return line;
    }

    // ---- the archive

    private boolean isFresh() throws IOException {
        if (!Files.exists(ARCHIVE)
                || !Files.exists(ARCHIVED_CLASS_PATH)
                || !Files.readString(ARCHIVED_CLASS_PATH).equals(classPath)) {
            return false;
        }
        long written = Files.getLastModifiedTime(ARCHIVE).toMillis();
        for (String jar : entries(classPath)) {
            if (Files.getLastModifiedTime(Path.of(jar)).toMillis() > written) {
                return false;
            }
        }
        return true;
    }

    /** A server that starts and ends. Where that fails, tests only take longer. */
    private void record(List<String> jvmOptions) {
        try {
            Path directory = Files.createTempDirectory(HOME, "recording");
            Path fresh = directory.resolve("broker.jsa");
            List<String> line = line(jvmOptions, "-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:disable");
            line.addAll(List.of("-a", "127.0.0.1", "-p", "-1", "-m", "-1", "--ports_file_dir", directory.toString()));
            Process server = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            // The JVM of the tests may end before.
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
            Awaitility.await().atMost(RECORDING).until(() -> !server.isAlive() || hasPorts(directory));
            server.destroy();
            if (server.waitFor(RECORDING.toSeconds(), TimeUnit.SECONDS) && Files.exists(fresh)) {
                Files.move(fresh, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
                Files.writeString(ARCHIVED_CLASS_PATH, classPath);
                recorded = true;
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("no start archive: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasPorts(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".ports"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the class path

    /** An archive takes classes from jars only: what is compiled here is put into some. The tests themselves are not needed. */
    private static String jars(String classPath) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : entries(classPath)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!Files.isDirectory(path)) {
                jars.add(entry);
            } else if (!path.endsWith("test-classes")) {
                jars.add(jar(path).toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static List<String> entries(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty() && Files.exists(Path.of(entry)))
                .toList();
    }

    private static Path jar(Path classes) throws IOException {
        Path module = classes.getParent().getParent().getFileName();
        Path jar = HOME.resolve(module + ".jar");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        if (!Files.exists(jar) || isNewer(classes, files, jar)) {
            Path fresh = Files.createTempFile(HOME, module.toString(), ".jar");
            write(classes, files, fresh);
            Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    /** Directories tell of files that are gone. */
    private static boolean isNewer(Path classes, List<Path> files, Path jar) throws IOException {
        long written = Files.getLastModifiedTime(jar).toMillis();
        try (Stream<Path> directories = Files.walk(classes).filter(Files::isDirectory)) {
            for (Path path : Stream.concat(files.stream(), directories).toList()) {
                if (Files.getLastModifiedTime(path).toMillis() >= written) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void write(Path classes, List<Path> files, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.setLevel(Deflater.BEST_SPEED);
            for (Path file : files) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, jar);
            }
        }
    }
}
