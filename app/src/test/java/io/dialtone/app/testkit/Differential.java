package io.dialtone.app.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

/** A server of each kind with one configuration, for transcripts that must be equal. */
public final class Differential implements AutoCloseable {

    private final NatsProcess reference;
    private final NatsProcess broker;

    private Differential(NatsProcess reference, NatsProcess broker) {
        this.reference = reference;
        this.broker = broker;
    }

    /** Starts both; ends the test as skipped when there is no nats-server. */
    public static Differential start(String config) {
        NatsProcess reference = NatsProcess.start(Target.NATS_SERVER, config);
        try {
            return new Differential(reference, NatsProcess.start(underTest(), config));
        } catch (RuntimeException | Error e) {
            reference.close();
            throw e;
        }
    }

    /** A nats-server against itself shows that a script is repeatable: this is what {@code dialtone.targets=NATS_SERVER} asks for. */
    private static Target underTest() {
        return Target.all().findFirst().orElseThrow();
    }

    /** Plays on both and compares the masked transcripts. */
    public void compare(String name, Function<NatsProcess, String> play) {
        String expected = Mask.apply(play.apply(reference));
        String actual = Mask.apply(play.apply(broker));
        assertThat(actual).as(name).isEqualTo(expected);
    }

    @Override
    public void close() {
        try {
            reference.close();
        } finally {
            broker.close();
        }
    }
}
