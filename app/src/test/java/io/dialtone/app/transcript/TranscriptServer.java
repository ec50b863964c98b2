package io.dialtone.app.transcript;

import io.dialtone.app.testkit.NatsProcess;
import io.dialtone.app.testkit.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server that plays the dialogues of one transcript, with the names that its configuration uses. Started when first asked for; while a
 * dialogue is played that needs a server of its own, the next one starts already.
 */
final class TranscriptServer implements AutoCloseable {

    private final Transcript transcript;
    private final Target target;
    private @Nullable Started current;
    private @Nullable CompletableFuture<Started> next;

    private record Started(NatsProcess process, Names names) {}

    TranscriptServer(Transcript transcript, Target target) {
        this.transcript = transcript;
        this.target = target;
    }

    /** Plays a dialogue; one that reloads leaves the server as it was configured at first. */
    void play(Transcript.Dialogue dialogue) {
        try (TranscriptPlayer player = player(false)) {
            if (changes(dialogue) && dialogue != transcript.dialogues().getLast()) {
                next = CompletableFuture.supplyAsync(this::start);
            }
            player.play(dialogue);
        } finally {
            restore(dialogue);
        }
    }

    TranscriptPlayer player(boolean recording) {
        Started server = current;
        if (server == null || !server.process().isAlive()) {
            server = next == null ? start() : next.join();
            current = server;
            next = null;
        }
        return new TranscriptPlayer(transcript, server.process(), server.names(), recording);
    }

    /** What was reloaded, and what was learnt from pushed claims, must not reach the next dialogue: it gets another server. */
    void restore(Transcript.Dialogue dialogue) {
        if (changes(dialogue)) {
            end();
        }
    }

    private static boolean changes(Transcript.Dialogue dialogue) {
        return dialogue.name().startsWith("[own]")
                || dialogue.steps().stream().anyMatch(step -> step.text().startsWith("reload "));
    }

    private Started start() {
        Names fresh = new Names();
        fresh.text("dir", directory().toString());
        transcript.definitions().forEach(line -> TranscriptPlayer.define(fresh, line));
        String config =
                fresh.resolve(Objects.requireNonNull(transcript.configs().get("")));
        return new Started(
                NatsProcess.start(target, config, transcript.arguments().toArray(String[]::new)), fresh);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-servers")), "claims-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        if (current != null) {
            current.process().close();
        }
        current = null;
    }

    @Override
    public void close() {
        end();
        CompletableFuture<Started> unused = next;
        next = null;
        if (unused != null) {
            // One that did not start is nobody's loss.
            unused.thenAccept(server -> server.process().close())
                    .exceptionally(failure -> null)
                    .join();
        }
    }
}
