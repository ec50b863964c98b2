package io.dialtone.actors.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Measures what this process uses. Processor use is the mean since the sample before, or since the process began for the first
 * one; samples less than a second apart give the same figure, since over less the clock of the system is too coarse. Safe
 * to use from any thread.
 */
public final class ProcessSampler {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Supplier<Instant> clock;
    private final Supplier<Duration> cpuTime;

    private Instant lastTime;
    private Duration lastCpu = Duration.ZERO;
    private double percent;

    public ProcessSampler() {
        this(
                Instant::now,
                ProcessSampler::processCpu,
                ProcessHandle.current().info().startInstant().orElse(Instant.now()));
    }

    ProcessSampler(Supplier<Instant> clock, Supplier<Duration> cpuTime, Instant processStart) {
        this.clock = clock;
        this.cpuTime = cpuTime;
        this.lastTime = processStart;
    }

    /** The figures now; reads two small files of the system. */
    public ProcessStats sample() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ProcessStats(residentBytes(), cpuPercent(), processors, processors);
    }

    private synchronized double cpuPercent() {
        Instant now = clock.get();
        Duration elapsed = Duration.between(lastTime, now);
        if (elapsed.compareTo(SHORTEST) >= 0) {
            Duration cpu = cpuTime.get();
            double share = (double) cpu.minus(lastCpu).toMillis() / elapsed.toMillis();
            percent = Math.max(0, Math.rint(share * 1000) / 10);
            lastTime = now;
            lastCpu = cpu;
        }
        return percent;
    }

    private static Duration processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long residentBytes() {
        try {
            return residentBytes(Files.readString(STATUS, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Not Linux: what the heap has taken is the nearest figure the JVM has.
            return Runtime.getRuntime().totalMemory();
        }
    }

    static long residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
