package io.dialtone.streams;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import io.dialtone.streams.s2.S2FormatException;
import org.jspecify.annotations.Nullable;

/**
 * Between the transport and the operations of a link that may be compressed. Passes everything on as it is until
 * {@link LinkCompression} says otherwise, for each direction by itself.
 *
 * <pre>
 *   transport --Chunk--&gt; wireIn  [ as it is | decode ] plainOut --Chunk--&gt; operations
 *   transport &lt;-Batch--- wireOut [ as it is | encode ] plainIn  &lt;-Batch--- outbox
 * </pre>
 *
 * <p>It keeps nothing that was not asked for: a read is asked for when the last one is passed on, and the outbox when the
 * transport took all. Each push of the outbox is one flush of the S2 stream, so nothing waits in the encoder either.
 */
final class CompressionStage extends GraphStage<BidiShape<Chunk, Chunk, Batch, Batch>> {
    private final Inlet<Chunk> wireIn = Inlet.create("compression.wireIn");
    private final Outlet<Chunk> plainOut = Outlet.create("compression.plainOut");
    private final Inlet<Batch> plainIn = Inlet.create("compression.plainIn");
    private final Outlet<Batch> wireOut = Outlet.create("compression.wireOut");
    private final BidiShape<Chunk, Chunk, Batch, Batch> shape = BidiShape.of(wireIn, plainOut, plainIn, wireOut);
    private final LinkCompression compression;

    CompressionStage(LinkCompression compression) {
        this.compression = compression;
    }

    @Override
    public BidiShape<Chunk, Chunk, Batch, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final DecodedChunks decoded =
                new DecodedChunks(EventLoop.current().memory());
        private final EncodedBatches encoded =
                new EncodedBatches(EventLoop.current().memory());
        private boolean encoding;

        Logic() {
            super(shape);
            setHandler(wireIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    received(grab(wireIn));
                }

                @Override
                public void onUpstreamFinish() {
                    if (decoded.isUsedUp()) {
                        endOfInput();
                    }
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    decoded.release();
                    fail(plainOut, cause);
                }
            });
            setHandler(plainOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    deliver();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    decoded.release();
                    cancel(wireIn, cause);
                }
            });
            setHandler(plainIn, new AbstractInHandler() {
                @Override
                public void onPush() {
                    Batch toSend = onTheWire(grab(plainIn));
                    if (toSend != null) {
                        push(wireOut, toSend);
                    } else if (!isClosed(plainIn)) {
                        pull(plainIn);
                    }
                }

                @Override
                public void onUpstreamFinish() {
                    complete(wireOut);
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    failStage(cause);
                }
            });
            setHandler(wireOut, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pull(plainIn);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    cancel(plainIn, cause);
                }
            });
        }

        // ---- input

        private void received(Chunk chunk) {
            if (compression.isReading()) {
                decoded.add(chunk);
                deliver();
            } else {
                push(plainOut, chunk);
            }
        }

        /** Answers the demand there is: with what was decoded, else with what the transport brings next. */
        private void deliver() {
            try {
                Chunk next = decoded.next(compression.readSize());
                if (next != null) {
                    push(plainOut, next);
                } else if (isClosed(wireIn)) {
                    endOfInput();
                } else {
                    pull(wireIn);
                }
            } catch (S2FormatException e) {
                malformed(String.valueOf(e.getMessage()));
            }
        }

        private void endOfInput() {
            if (decoded.isBetweenChunks()) {
                complete(plainOut);
            } else {
                malformed("the stream ends inside a chunk");
            }
        }

        /** No more is read; the connection's actor, who learns of it, closes. */
        private void malformed(String why) {
            decoded.release();
            if (!isClosed(wireIn)) {
                cancel(wireIn);
            }
            fail(plainOut, new ConnectionFailure(CloseReason.READ_ERROR, "s2: " + why));
        }

        // ---- output

        /** The same bytes as they leave; null when there are none. */
        private @Nullable Batch onTheWire(Batch list) {
            if (encoding) {
                encoded.add(list, compression.level());
                return encoded.takeAll();
            }
            Batch mark = compression.mark();
            return mark == null ? list : change(list, mark);
        }

        private @Nullable Batch change(Batch list, Batch mark) {
            Batch before = null;
            Batch b = list;
            while (b != null && b != mark) {
                before = b;
                b = b.next;
            }
            if (b == null) {
                return list;
            }
            encoding = true;
            compression.markPassed();
            Batch after = mark.next;
            mark.next = null;
            mark.release();
            if (before != null) {
                before.next = null;
                encoded.addPlain(list);
            }
            if (after != null) {
                encoded.add(after, compression.level());
            }
            return encoded.takeAll();
        }

        @Override
        public void postStop() {
            decoded.release();
        }
    }
}
