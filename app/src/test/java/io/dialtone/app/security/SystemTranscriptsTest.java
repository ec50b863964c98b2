package io.dialtone.app.security;

import io.dialtone.app.transcript.Transcripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The system account: events that servers publish and requests that they answer, and to whom. */
class SystemTranscriptsTest {

    @TestFactory
    Stream<DynamicContainer> eventsAndRequests() {
        return Transcripts.play("system");
    }
}
