package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopMemoryTest {
    private final LoopMemory memory = new LoopMemory();

    private static void elsewhere(Runnable work) throws InterruptedException {
        Thread t = new Thread(work);
        t.start();
        t.join();
    }

    @Test
    void aChunkComesBackWhenItsLastHolderLetsGo() {
        Chunk chunk = memory.takeChunk();
        chunk.filled(9);
        chunk.retain();
        chunk.release();
        assertThat(memory.takeChunk()).isNotSameAs(chunk);
        chunk.release();
        Chunk again = memory.takeChunk();
        assertThat(again).isSameAs(chunk);
        assertThat(again.length()).isZero();
        assertThat(again.holders()).isEqualTo(1);
    }

    @Test
    void aChunkReleasedOnAnotherThreadComesBackToItsLoop() throws InterruptedException {
        Chunk chunk = memory.takeChunk();
        elsewhere(chunk::release);
        assertThat(memory.takeChunk()).isSameAs(chunk);
    }

    @Test
    void releasingTooOftenIsAnError() {
        Chunk chunk = memory.takeChunk();
        chunk.release();
        assertThatThrownBy(chunk::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void batchesReleasedOnAnotherThreadComeBackToTheirLoop() throws InterruptedException {
        Batch small = memory.takeBatch(1);
        Batch large = memory.takeBatch(Batch.SMALL + 1);
        elsewhere(() -> {
            small.release();
            large.release();
        });
        assertThat(memory.takeBatch(1)).isSameAs(small);
        assertThat(memory.takeBatch(Batch.LARGE)).isSameAs(large);
    }

    @Test
    void neverGivesTheSameToTwo() throws InterruptedException {
        Set<Object> given = new HashSet<>();
        List<Batch> batches = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            given.clear();
            for (int i = 0; i < 40; i++) {
                batches.add(memory.takeBatch(i % 2 == 0 ? 1 : Batch.LARGE));
                chunks.add(memory.takeChunk());
            }
            given.addAll(batches);
            given.addAll(chunks);
            assertThat(given).hasSize(80);
            batches.subList(0, 20).forEach(Batch::release);
            chunks.subList(0, 20).forEach(Chunk::release);
            elsewhere(() -> {
                batches.subList(20, 40).forEach(Batch::release);
                chunks.subList(20, 40).forEach(Chunk::release);
            });
            batches.clear();
            chunks.clear();
        }
    }

    @Test
    void aBatchThatGrewBeyondTheLargeSizeIsNotKept() {
        Batch batch = memory.takeBatch(Batch.LARGE);
        batch.put(new byte[200_000]);
        batch.release();
        assertThat(memory.takeBatch(Batch.LARGE)).isNotSameAs(batch);
    }
}
