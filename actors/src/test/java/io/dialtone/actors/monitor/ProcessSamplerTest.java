package io.dialtone.actors.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProcessSamplerTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Fixtures.START);
    private final AtomicReference<Duration> cpu = new AtomicReference<>(Duration.ZERO);

    @Test
    void processorUseIsTheMeanSinceTheSampleBefore() {
        ProcessSampler sampler = new ProcessSampler(now::get, cpu::get, Fixtures.START);
        now.set(Fixtures.START.plusSeconds(10));
        cpu.set(Duration.ofSeconds(5));
        assertThat(sampler.sample().cpuPercent()).isEqualTo(50);
        now.set(Fixtures.START.plusSeconds(12));
        cpu.set(Duration.ofSeconds(8));
        assertThat(sampler.sample().cpuPercent()).isEqualTo(150);
    }

    @Test
    void samplesCloseTogetherGiveTheSameFigure() {
        ProcessSampler sampler = new ProcessSampler(now::get, cpu::get, Fixtures.START);
        now.set(Fixtures.START.plusSeconds(10));
        cpu.set(Duration.ofSeconds(1));
        assertThat(sampler.sample().cpuPercent()).isEqualTo(10);
        now.set(Fixtures.START.plusSeconds(10).plusMillis(1));
        cpu.set(Duration.ofSeconds(2));
        assertThat(sampler.sample().cpuPercent()).isEqualTo(10);
    }

    @Test
    void residentMemoryIsReadInBytes() {
        assertThat(ProcessSampler.residentBytes("Name:\tjava\nVmRSS:\t   16084 kB\nThreads:\t9\n"))
                .isEqualTo(16084L * 1024);
        assertThat(new ProcessSampler().sample().residentBytes()).isGreaterThan(1_000_000);
    }
}
