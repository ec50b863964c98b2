package io.dialtone.app.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the JVM of a server holds on to, asked of it from outside with the JDK's own {@code jcmd}. */
public final class JvmMemory {

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final Pattern DIRECT = Pattern.compile("(?m)^ *\\d+: +(\\d+) .*DirectByteBuffer\\$Deallocator");

    private final long pid;

    private JvmMemory(long pid) {
        this.pid = pid;
    }

    /** Of this process; empty when it is no JVM. */
    public static Optional<JvmMemory> of(long pid) {
        try {
            Path program = Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe"));
            return program.endsWith("java") ? Optional.of(new JvmMemory(pid)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Bytes in use on the heap after a collection. */
    public long heapInUse() {
        jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info"))
                .results()
                .map(m -> m.group(1))
                .mapToLong(k -> Long.parseLong(k) * 1024)
                .sum();
    }

    /** How many blocks of memory outside the heap its buffers hold, after a collection. */
    public int directBlocks() {
        return DIRECT.matcher(jcmd("GC.class_histogram"))
                .results()
                .map(MatchResult::group)
                .mapToInt(line -> Integer.parseInt(line.strip().split(" +")[1]))
                .sum();
    }

    private String jcmd(String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + command + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
