package io.dialtone.app.simulate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory for configurations and logs of processes, deleted with all that is in it; or none, where nobody needs one. */
final class Workplace implements AutoCloseable {

    private final @Nullable Path directory;

    private Workplace(@Nullable Path directory) {
        this.directory = directory;
    }

    static Workplace make(boolean needed) throws IOException {
        return new Workplace(needed ? Files.createTempDirectory("dialtone-simulate-") : null);
    }

    Path directory() {
        if (directory == null) {
            throw new IllegalStateException("nobody needed one");
        }
        return directory;
    }

    @Override
    public void close() throws IOException {
        if (directory != null) {
            List<Path> all;
            try (Stream<Path> files = Files.walk(directory)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        }
    }
}
