package io.dialtone.app.transcript;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server that plays the dialogues of one transcript, with the names that its configuration uses. Started when first asked for. */
final class TranscriptServer implements AutoCloseable {

    private final Transcript transcript;
    private final Target target;
    private @Nullable NatsProcess process;
    private @Nullable Names names;

    TranscriptServer(Transcript transcript, Target target) {
        this.transcript = transcript;
        this.target = target;
    }

    /** Plays a dialogue; one that reloads leaves the server as it was configured at first. */
    void play(Transcript.Dialogue dialogue) {
        try (TranscriptPlayer player = player(false)) {
            player.play(dialogue);
        } finally {
            restore(dialogue);
        }
    }

    TranscriptPlayer player(boolean recording) {
        start();
        return new TranscriptPlayer(
                transcript, Objects.requireNonNull(process), Objects.requireNonNull(names), recording);
    }

    /** What was reloaded, and what was learnt from pushed claims, must not reach the next dialogue: it gets another server. */
    void restore(Transcript.Dialogue dialogue) {
        boolean changed = dialogue.name().startsWith("[own]")
                || dialogue.steps().stream().anyMatch(step -> step.text().startsWith("reload "));
        if (changed) {
            close();
        }
    }

    private void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        Names fresh = new Names();
        fresh.text("dir", directory().toString());
        transcript.definitions().forEach(line -> TranscriptPlayer.define(fresh, line));
        String config =
                fresh.resolve(Objects.requireNonNull(transcript.configs().get("")));
        process = NatsProcess.start(target, config, transcript.arguments().toArray(String[]::new));
        names = fresh;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-servers")), "claims-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        process = null;
    }
}
