package io.dialtone.app.transcript;

import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Plays transcripts on a real nats-server and writes into them what it made each connection get. */
final class TranscriptRecorder {

    private static final Pattern RECEIVED = Pattern.compile("[a-z]< .*");

    private TranscriptRecorder() {}

    /** Rewrites the file in place. */
    static void record(Path file) throws IOException {
        Files.write(file, record(withoutRecorded(Files.readAllLines(file))));
    }

    private static List<String> withoutRecorded(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean ours = false;
        for (String line : lines) {
            ours = line.startsWith("== ") ? line.startsWith("== [ours]") : ours;
            if (ours || !RECEIVED.matcher(line).matches()) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static List<String> record(List<String> lines) {
        Transcript transcript = Transcript.parse(lines);
        Iterator<List<List<String>>> dialogues;
        try (TranscriptServer server = new TranscriptServer(transcript, Target.NATS_SERVER)) {
            dialogues = transcript.dialogues().stream()
                    .filter(dialogue -> !dialogue.name().startsWith("[ours]"))
                    .map(dialogue -> record(server, dialogue))
                    .toList()
                    .iterator();
        }
        List<String> written = new ArrayList<>();
        Iterator<List<String>> steps = List.<List<String>>of().iterator();
        boolean begun = false;
        for (String line : lines) {
            written.add(line);
            if (line.startsWith("== ")) {
                begun = !line.startsWith("== [ours]");
            }
            if (line.startsWith("== ") && begun) {
                steps = dialogues.next().iterator();
            } else if (begun && !line.isBlank() && !line.startsWith("#") && !line.startsWith("conf")) {
                written.addAll(steps.next());
            }
        }
        return written;
    }

    private static List<List<String>> record(TranscriptServer server, Transcript.Dialogue dialogue) {
        List<List<String>> recorded = new ArrayList<>();
        try (TranscriptPlayer player = server.player(true)) {
            for (Transcript.Step step : dialogue.steps()) {
                List<String> lines = new ArrayList<>();
                for (Map.Entry<String, List<String>> frames : player.play(step).entrySet()) {
                    frames.getValue().forEach(frame -> lines.add(frames.getKey() + "< " + frame));
                }
                recorded.add(lines);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new IllegalStateException("in " + dialogue.name(), e);
        } finally {
            server.restore(dialogue);
        }
        return recorded;
    }
}
