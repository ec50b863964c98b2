package io.dialtone.app.nats.bench;

import java.util.List;

/**
 * What clients of one kind did together.
 *
 * @param seconds from the start of the first to the end of the last
 */
record Figures(
        String role, List<? extends Worker> workers, long messages, long bytes, double seconds, Latencies latencies) {

    static Figures of(String role, List<? extends Worker> workers) {
        long start = workers.stream().mapToLong(Worker::started).min().orElse(0);
        long end = workers.stream().mapToLong(Worker::ended).max().orElse(0);
        Latencies all = new Latencies();
        workers.forEach(worker -> all.add(worker.latencies));
        return new Figures(
                role,
                workers,
                workers.stream().mapToLong(Worker::done).sum(),
                workers.stream().mapToLong(Worker::bytes).sum(),
                Math.max(1e-9, (end - start) / 1e9),
                all);
    }

    static double seconds(Worker worker) {
        return Math.max(1e-9, (worker.ended() - worker.started()) / 1e9);
    }

    double rate() {
        return messages / seconds;
    }

    double byteRate() {
        return bytes / seconds;
    }
}
