package io.dialtone.actors.monitor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;

/** What the JVM tells of itself: stacks of all threads, and memory figures under the names Go has for them. */
public final class JvmFigures {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private JvmFigures() {}

    /** Every thread with its state and stack. */
    public static String stacks() {
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

    /** An object with the figures of the memory. */
    public static void memory(JsonOut out) {
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
}
