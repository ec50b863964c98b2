package io.dialtone.app.transcript;

import io.dialtone.app.testkit.Target;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Makes tests of transcripts; with {@code -Ddialtone.record=true} the tests write the transcripts instead. */
public final class Transcripts {

    private Transcripts() {}

    /** Each dialogue of the files below {@code /transcripts}, on each target. */
    public static Stream<DynamicContainer> play(String... files) {
        if (Boolean.getBoolean("dialtone.record")) {
            return Stream.of(files).map(Transcripts::record);
        }
        return Stream.of(files).map(file -> {
            Transcript transcript = Transcript.load(file + ".txt");
            return DynamicContainer.dynamicContainer(file, Target.all().map(target -> on(transcript, target)));
        });
    }

    private static DynamicContainer record(String file) {
        Path path = Path.of("src", "test", "resources", "transcripts", file + ".txt");
        return DynamicContainer.dynamicContainer(
                file, Stream.of(DynamicTest.dynamicTest("recorded", () -> TranscriptRecorder.record(path))));
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
