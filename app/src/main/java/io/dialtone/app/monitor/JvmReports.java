package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the JVM tells of itself: stacks of all threads, and memory figures under the names Go has for them. */
final class JvmReports {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private JvmReports() {}

    /** Every thread with its state and stack. */
    static String stacks() {
        StringBuilder text = new StringBuilder(16_384);
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        stacks.forEach((thread, frames) -> {
            text.append('"').append(thread.getName()).append("\" #").append(thread.threadId());
            text.append(thread.isDaemon() ? " daemon [" : " [")
                    .append(thread.getState())
                    .append("]:\n");
            for (StackTraceElement frame : frames) {
                text.append("\tat ").append(frame).append('\n');
            }
            text.append('\n');
        });
        return text.toString();
    }

    /** {@code /debug/vars}: one variable a line, as Go's expvar prints them. */
    static String expvars(List<String> commandLine) {
        JsonBody words = out -> out.elements(ShownCommandLine.redacted(commandLine), JsonOut::string);
        return "{\n\"cmdline\": " + text(words) + ",\n\"memstats\": " + text(JvmReports::memory) + "\n}\n";
    }

    private static void memory(JsonOut out) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        MemoryUsage other = memory.getNonHeapMemoryUsage();
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        out.object(() -> {
            out.field("Alloc", heap.getUsed());
            out.field("TotalAlloc", allocated());
            out.field("Sys", heap.getCommitted() + other.getCommitted());
            out.field("HeapAlloc", heap.getUsed());
            out.field("HeapSys", heap.getCommitted());
            out.field("HeapIdle", heap.getCommitted() - heap.getUsed());
            out.field("HeapInuse", heap.getUsed());
            out.field("OtherSys", other.getCommitted());
            out.field("PauseTotalNs", sum(collectors, true) * NANOS_PER_MILLI);
            out.field("NumGC", sum(collectors, false));
            out.field("EnableGC", true);
        });
    }

    private static long sum(List<GarbageCollectorMXBean> collectors, boolean time) {
        return collectors.stream()
                .mapToLong(c -> Math.max(0, time ? c.getCollectionTime() : c.getCollectionCount()))
                .sum();
    }

    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? Math.max(0, threads.getTotalThreadAllocatedBytes())
                : 0;
    }

    private static String text(JsonBody body) {
        return new String(body.compact(), StandardCharsets.UTF_8);
    }
}
