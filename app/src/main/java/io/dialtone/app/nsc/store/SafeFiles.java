package io.dialtone.app.nsc.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that only their owner may read, written whole or not at all. */
public final class SafeFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SafeFiles() {}

    /** Replaces a file, making the directories above it: a reader sees the old text or the new one. */
    public static void write(Path file, String text) throws StoreException {
        Path directory = file.toAbsolutePath().getParent();
        Path draft = null;
        try {
            directories(directory);
            draft = Files.createTempFile(directory, ".", ".tmp", attributes("rw-------"));
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            forget(draft);
            throw StoreException.of("write", file, e);
        }
    }

    private static void forget(@Nullable Path draft) {
        if (draft != null) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                // The reason why the file could not be written is told already.
            }
        }
    }

    /** Makes a directory and those above it. */
    public static void directories(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes("rwx------"));
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The text of a file; null when there is none. */
    public static @Nullable String read(Path file) throws StoreException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        }
    }

    /** Removes a file; whether there was one. */
    public static boolean delete(Path file) throws StoreException {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreException.of("delete", file, e);
        }
    }

    /** Removes a directory with all that is in it; nothing happens when there is none. */
    public static void deleteTree(Path directory) throws StoreException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw StoreException.of("delete", directory, e);
        }
    }

    /** What is in a directory, by name; nothing when there is no such directory. */
    public static List<Path> list(Path directory) throws StoreException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw StoreException.of("list", directory, e);
        }
    }
}
