package io.dialtone.embedded;

import java.util.List;
import java.util.Locale;

/** What a server that has stopped must not leave behind. */
final class Leftovers {
    private Leftovers() {}

    /** The names of threads that only servers have. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("dialtone"))
                .sorted()
                .toList();
    }
}
