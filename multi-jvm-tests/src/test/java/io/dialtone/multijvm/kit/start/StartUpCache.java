package io.dialtone.multijvm.kit.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the JVM keeps of a {@link Rehearsal} for those that follow: an AOT cache (JDK 25) or a class data archive (before). Without it each
 * start costs some two and a half seconds of processor, and servers that are started side by side miss each other's deadlines.
 *
 * @param options for the JVM; none where nothing could be recorded, and then starts are slow
 */
record StartUpCache(String classPath, List<String> options) {

    private static final Path DIRECTORY = Path.of("target", "start-up").toAbsolutePath();
    private static final int AOT_SINCE = 25;
    private static final int LONGEST_SECONDS = 120;

    private static final class OfThisRun {
        private static final StartUpCache CACHE = record();
    }

    /** The one for all tests of this JVM, recorded when it is first asked for and something was built since the last one. */
    static StartUpCache ofThisRun() {
        return OfThisRun.CACHE;
    }

    private static StartUpCache record() {
        boolean aot = Runtime.version().feature() >= AOT_SINCE;
        Path archive = DIRECTORY.resolve(aot ? "broker.aot" : "broker.jsa");
        Path jars = DIRECTORY.resolve("class-path");
        try {
            String tested = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            if (!isNewerThanAll(archive, tested)) {
                Files.deleteIfExists(archive);
                String copies = new ClassPathOfJars(DIRECTORY).of(tested);
                Files.writeString(jars, copies);
                rehearse((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive, copies);
            }
            String classPath = Files.readString(jars);
            boolean made = Files.exists(archive) && Files.size(archive) > 0;
            if (!made) {
                System.out.println("no start-up cache, see " + log());
            }
            String option = (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
            return new StartUpCache(classPath, made ? List.of(option) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether nothing on that path was built since. */
    private static boolean isNewerThanAll(Path archive, String classPath) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        FileTime recorded = Files.getLastModifiedTime(archive);
        for (String element : classPath.split(File.pathSeparator)) {
            if (element.isEmpty() || !Files.exists(Path.of(element))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(Path.of(element))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    if (Files.getLastModifiedTime(file).compareTo(recorded) > 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static void rehearse(String recording, String classPath) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(BrokerJvm.java());
        command.addAll(List.of(recording, "-Ddialtone.ordinaryExit=true", "-cp", classPath));
        command.addAll(List.of(Rehearsal.class.getName(), DIRECTORY.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        try {
            process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path log() {
        return DIRECTORY.resolve("rehearsal.log");
    }
}
