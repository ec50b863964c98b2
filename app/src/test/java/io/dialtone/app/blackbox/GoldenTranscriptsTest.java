package io.dialtone.app.blackbox;

import io.dialtone.app.testkit.Script;
import io.dialtone.app.testkit.ScriptPlayer;
import io.dialtone.app.testkit.ScriptPlayer.Sending;
import io.dialtone.app.testkit.SharedServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded dialogues below {@code golden}: each must go the same way whole and byte by byte, on this broker and on nats-server. */
class GoldenTranscriptsTest {

    private static final String[] FILES = {
        "operations.txt",
        "connect.txt",
        "publish.txt",
        "subscribe.txt",
        "delivery.txt",
        "subjects.txt",
        "limits.txt",
        "permissions.txt",
        "authentication.txt",
        "authentication-timeout.txt",
        "token.txt",
        "no-auth-user.txt",
        "mappings.txt",
        "timers.txt"
    };

    @TestFactory
    Stream<DynamicContainer> dialoguesGoAsRecorded() {
        return Stream.of(FILES).map(file -> {
            Script script = Script.load(file);
            return DynamicContainer.dynamicContainer(
                    file, SharedServer.forAll(script.config(), server -> dialogues(script, server)));
        });
    }

    private static Stream<DynamicTest> dialogues(Script script, SharedServer server) {
        return script.dialogues().stream()
                .flatMap(dialogue -> sendings(dialogue)
                        .map(sending -> DynamicTest.dynamicTest(
                                dialogue.name() + " [" + sending + "]",
                                () -> ScriptPlayer.play(dialogue, server.get().port(), sending))));
    }

    /** nats-server itself answers some oddities in another way when they arrive in pieces; those are marked in the script. */
    private static Stream<Sending> sendings(Script.Dialogue dialogue) {
        return dialogue.name().startsWith("[at once]") ? Stream.of(Sending.WHOLE) : Stream.of(Sending.values());
    }
}
