package io.dialtone.app.transcript;

import io.dialtone.app.testkit.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Makes tests of transcripts. */
public final class Transcripts {

    private Transcripts() {}

    /** Each dialogue of the files below {@code /transcripts}, on each target. */
    public static Stream<DynamicContainer> play(String... files) {
        return Stream.of(files).map(file -> {
            Transcript transcript = Transcript.load(file + ".txt");
            return DynamicContainer.dynamicContainer(file, Target.all().map(target -> on(transcript, target)));
        });
    }

    private static DynamicContainer on(Transcript transcript, Target target) {
        TranscriptServer server = new TranscriptServer(transcript, target);
        Stream<DynamicTest> tests = transcript.dialogues().stream()
                .filter(dialogue ->
                        target == Target.DIALTONE || !dialogue.name().startsWith("[ours]"))
                .map(dialogue -> DynamicTest.dynamicTest(dialogue.name(), () -> server.play(dialogue)));
        return DynamicContainer.dynamicContainer(target.name(), tests.onClose(server::close));
    }
}
