package io.dialtone.embedded.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OutgoingTest {
    private final Outgoing outgoing = new Outgoing();

    /** It would lie there until the end of the connection, and nobody would ever be told. */
    @Test
    void nothingIsPublishedBehindTheEnd() {
        outgoing.publish(NatsMessage.of("a", "1"));
        outgoing.close();
        assertThatThrownBy(() -> outgoing.publish(NatsMessage.of("a", "2")))
                .isInstanceOf(ConnectionClosedException.class);
        ByteBuffer said = ByteBuffer.allocate(100);
        assertThat(outgoing.read(said)).isEqualTo("PUB a 1\r\n1\r\n".length());
        assertThat(outgoing.read(said)).isEqualTo(-1);
    }
}
