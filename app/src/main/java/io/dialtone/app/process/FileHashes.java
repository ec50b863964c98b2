package io.dialtone.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What is in files, as a number for each: enough to see that it has changed. */
final class FileHashes {
    private FileHashes() {}

    /** 0 for a file that cannot be read. */
    static Map<String, Integer> of(Collection<String> files) {
        Map<String, Integer> hashes = new HashMap<>();
        for (String file : files) {
            hashes.put(file, of(file));
        }
        return hashes;
    }

    private static int of(String file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            return 0;
        }
    }
}
