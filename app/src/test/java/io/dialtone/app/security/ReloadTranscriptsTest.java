package io.dialtone.app.security;

import io.dialtone.app.transcript.Transcripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Accounts that a new configuration changes while their users are connected. */
class ReloadTranscriptsTest {

    @TestFactory
    Stream<DynamicContainer> changes() {
        return Transcripts.play("reload");
    }
}
