package io.dialtone.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What the kernel said, in the words that it has for it; Java hides them in exception types. */
public final class SystemError {
    private SystemError() {}

    /** Such as {@code no such file or directory}. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException ignored -> "no such file or directory";
            case AccessDeniedException ignored -> "permission denied";
            case FileSystemException f
            when f.getReason() != null -> f.getReason().toLowerCase(Locale.ROOT);
            default -> String.valueOf(e.getMessage());
        };
    }
}
