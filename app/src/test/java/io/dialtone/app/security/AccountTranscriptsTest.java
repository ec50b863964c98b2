package io.dialtone.app.security;

import io.dialtone.app.transcript.Transcripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Accounts of the configuration: apart from each other but for what they export and import, within their limits. */
class AccountTranscriptsTest {

    @TestFactory
    Stream<DynamicContainer> streams() {
        return Transcripts.play("streams");
    }

    @TestFactory
    Stream<DynamicContainer> services() {
        return Transcripts.play("services");
    }

    @TestFactory
    Stream<DynamicContainer> latency() {
        return Transcripts.play("latency");
    }

    @TestFactory
    Stream<DynamicContainer> limitsRightsAndMappings() {
        return Transcripts.play("account-limits");
    }

    @TestFactory
    Stream<DynamicContainer> tracing() {
        return Transcripts.play("tracing");
    }
}
