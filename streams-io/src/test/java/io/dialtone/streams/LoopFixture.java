package io.dialtone.streams;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A running event loop; what a test does with loop-bound things it does on the loop. */
final class LoopFixture {
    final EventLoop loop;

    LoopFixture() {
        this(0);
    }

    LoopFixture(int index) {
        loop = new EventLoop(index, "test-loop-" + index);
    }

    /** Runs it on the loop; its exception, or failed assertion, is this call's. */
    <T> T on(Callable<T> work) {
        try {
            return loop.submit(work).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void run(Runnable work) {
        on(() -> {
            work.run();
            return true;
        });
    }

    void close() throws InterruptedException {
        loop.shutdown();
        if (!loop.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the loop did not end");
        }
    }
}
