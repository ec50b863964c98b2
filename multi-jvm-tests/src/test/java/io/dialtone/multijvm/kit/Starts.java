package io.dialtone.multijvm.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Starts of nodes: beside each other, but no more at once than there are processors, whichever tests run at the time. A start is work for
 * one processor, and servers that are slow to start miss the deadlines of those that have.
 */
final class Starts {

    private static final Semaphore AT_ONCE =
            new Semaphore(Runtime.getRuntime().availableProcessors(), /* fair= */ true);

    private Starts() {}

    /** Waits until all are ready, or throws what the first that is not ended with. */
    static void all(Iterable<Node> nodes) {
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            nodes.forEach(node -> starts.add(starters.submit(() -> within(node))));
            starts.forEach(Starts::await);
        }
    }

    static void within(Node node) {
        AT_ONCE.acquireUninterruptibly();
        try {
            node.launch();
            node.awaitReady();
        } finally {
            AT_ONCE.release();
        }
    }

    private static void await(Future<?> start) {
        try {
            start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Node.NotStarted notStarted) {
                throw notStarted;
            }
            throw new AssertionError(e.getCause());
        }
    }
}
