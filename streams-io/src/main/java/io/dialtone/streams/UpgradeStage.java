package io.dialtone.streams;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import io.dialtone.streams.ws.HttpHead;
import io.dialtone.streams.ws.Upgrade;
import io.dialtone.streams.ws.Upgrade.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP until there is a WebSocket, then ends, leaving the connection to its {@link Handover}. Nothing is read behind the head
 * that led to it; what came in the same read is handed over, too.
 */
final class UpgradeStage extends GraphStage<FlowShape<Chunk, Batch>> {
    /** Longer than any head with a token in a cookie. */
    private static final int MOST = 64 * 1024;

    private final Inlet<Chunk> in = Inlet.create("upgrade.in");
    private final Outlet<Batch> out = Outlet.create("upgrade.out");
    private final FlowShape<Chunk, Batch> shape = FlowShape.of(in, out);
    private final Upgrade upgrade;
    private final Handover handover;
    private final Duration limit;
    private final String label;
    private final ServerLog log;

    /**
     * @param limit how long it may take; zero for no limit
     * @param label how log lines about it begin
     */
    UpgradeStage(Upgrade upgrade, Handover handover, Duration limit, String label, ServerLog log) {
        this.upgrade = upgrade;
        this.handover = handover;
        this.limit = limit;
        this.label = label;
        this.log = log;
    }

    @Override
    public FlowShape<Chunk, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final EventLoop loop = EventLoop.current();
        private final OneTimer timer = new OneTimer(loop, createAsyncCallback(this::late)::invoke);
        private byte[] read = {};
        /** What is still to be said; null for nothing. */
        private byte @Nullable [] answer = upgrade.opening();

        private Outcome.@Nullable Agreed agreed;
        private boolean ending;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    take(grab(in));
                    heed();
                }

                @Override
                public void onUpstreamFinish() {
                    handover.fail("EOF");
                    ending = agreed == null;
                    byte[] words = answer;
                    if (ending && (words == null || words.length == 0)) {
                        completeStage();
                    }
                }
            });
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    speak();
                }
            });
        }

        @Override
        public void preStart() {
            if (!limit.isZero()) {
                timer.start(limit);
            }
            pull(in);
        }

        private void late(int number) {
            if (timer.isCurrent(number)) {
                handover.fail("i/o timeout");
                failStage(new ConnectionFailure(CloseReason.READ_ERROR, "i/o timeout"));
            }
        }

        private void take(Chunk chunk) {
            int before = read.length;
            read = Arrays.copyOf(read, before + chunk.length());
            chunk.buffer().get(0, read, before, chunk.length());
            chunk.release();
        }

        /** Looks whether a head is complete, and follows it. */
        private void heed() {
            int end = HttpHead.end(read, 0, read.length);
            if (end < 0 && read.length <= MOST) {
                pull(in);
                return;
            }
            int early = end < 0 ? 0 : read.length - end;
            Outcome outcome =
                    end < 0 ? upgrade.tooLong() : upgrade.head(HttpHead.parse(read, 0, end), early, Instant.now());
            read = Arrays.copyOfRange(read, read.length - early, read.length);
            switch (outcome) {
                case Outcome.Agreed yes -> {
                    agreed = yes;
                    answer = yes.answer();
                }
                case Outcome.Refused no -> refused(no);
            }
            speak();
        }

        private void refused(Outcome.Refused no) {
            if (!no.why().isEmpty()) {
                handover.fail(no.why());
                if (upgrade.refuses()) {
                    log.error(label + " - " + no.why());
                }
            }
            answer = no.answer();
            ending = !no.another();
        }

        /** Says what is to be said; behind it goes on, or ends. */
        private void speak() {
            if (!isAvailable(out)) {
                return;
            }
            byte[] words = answer;
            answer = null;
            if (words != null && words.length > 0) {
                Batch batch = loop.memory().takeBatch(words.length);
                batch.put(words);
                push(out, batch);
                return;
            }
            Outcome.Agreed yes = agreed;
            if (yes != null) {
                handover.agree(yes, read);
                completeStage();
            } else if (ending) {
                completeStage();
            } else if (words == null && !hasBeenPulled(in) && !isClosed(in)) {
                heed();
            }
        }

        @Override
        public void postStop() {
            timer.stop();
        }
    }
}
