package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.view.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs clients side by side, shows how far they are, and waits for all of them. The first that fails ends the others. */
final class Measurement {
    private static final long REDRAW_MS = 200;

    private final Session session;
    private final boolean progress;

    Measurement(Session session, boolean progress) {
        this.session = session;
        this.progress = progress;
    }

    void run(List<? extends Worker> workers) throws IOException, InterruptedException {
        CountDownLatch running = new CountDownLatch(workers.size());
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (Worker worker : workers) {
            Thread.ofPlatform()
                    .daemon()
                    .name("bench-" + worker.role())
                    .start(() -> run(worker, workers, running, failure));
        }
        if (progress) {
            try (Terminal terminal = Terminal.ofRemarks(session.world().err())) {
                watch(terminal, workers, running);
            }
        }
        running.await();
        workers.forEach(Worker::close);
        Throwable reason = failure.get();
        switch (reason) {
            case null -> {}
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            default -> throw new IOException(reason.toString(), reason);
        }
    }

    private static void run(
            Worker worker,
            List<? extends Worker> all,
            CountDownLatch running,
            AtomicReference<@Nullable Throwable> failure) {
        try {
            worker.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (failure.compareAndSet(null, e)) {
                all.forEach(Worker::close);
            }
        } finally {
            running.countDown();
        }
    }

    private static void watch(Terminal terminal, List<? extends Worker> workers, CountDownLatch running)
            throws InterruptedException {
        boolean over = !terminal.isLive();
        while (!over) {
            over = running.await(REDRAW_MS, TimeUnit.MILLISECONDS);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < workers.size(); i++) {
                lines.add(ProgressLine.of(i + 1, workers.get(i)));
            }
            terminal.redraw(lines);
        }
    }
}
