package io.dialtone.app.monitor;

import io.dialtone.actors.monitor.ServerStats;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;

/** Figures of the process that nats-server has no names for, under {@code dialtone_}. */
final class JvmMetrics {

    private JvmMetrics() {}

    static void add(Gauges gauges, ServerStats stats) {
        Labels build = Labels.of(
                "version", stats.identity().version(), "java", Runtime.version().toString());
        gauges.add("dialtone_version", "Versions of the server and of Java", build, 1);
        gauges.add(
                "dialtone_uptime_seconds",
                "Time since the server started",
                Duration.between(stats.start(), stats.now()).toMillis() / 1000.0);
        memory(gauges, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        memory(gauges, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        gauges.add(
                "dialtone_jvm_threads",
                "Live threads",
                ManagementFactory.getThreadMXBean().getThreadCount());
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).forEach(pool -> buffers(gauges, pool));
        ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> collector(gauges, collector));
    }

    private static void memory(Gauges gauges, String area, MemoryUsage usage) {
        Labels labels = Labels.of("area", area);
        gauges.add("dialtone_jvm_memory_used_bytes", "Memory in use", labels, usage.getUsed());
        gauges.add("dialtone_jvm_memory_committed_bytes", "Memory taken", labels, usage.getCommitted());
        if (usage.getMax() >= 0) {
            gauges.add("dialtone_jvm_memory_max_bytes", "Memory that may be taken", labels, usage.getMax());
        }
    }

    private static void buffers(Gauges gauges, BufferPoolMXBean pool) {
        Labels labels = Labels.of("pool", pool.getName());
        gauges.add("dialtone_jvm_buffer_bytes", "Memory of buffers outside the heap", labels, pool.getMemoryUsed());
        gauges.add("dialtone_jvm_buffers", "Buffers outside the heap", labels, pool.getCount());
    }

    private static void collector(Gauges gauges, GarbageCollectorMXBean collector) {
        Labels labels = Labels.of("gc", collector.getName());
        gauges.add(
                "dialtone_jvm_gc_collections",
                "Garbage collections",
                labels,
                Math.max(0, collector.getCollectionCount()));
        gauges.add(
                "dialtone_jvm_gc_seconds",
                "Time spent in garbage collection",
                labels,
                Math.max(0, collector.getCollectionTime()) / 1000.0);
    }
}
