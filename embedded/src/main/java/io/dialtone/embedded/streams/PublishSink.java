package io.dialtone.embedded.streams;

import akka.Done;
import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.stage.AbstractGraphStageWithMaterializedValue;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Publishes what comes, on the connection there is when it is materialized. Slows its stream down while the server has much to read.
 *
 * @param <T> of what the stream is
 */
final class PublishSink<T> extends AbstractGraphStageWithMaterializedValue<SinkShape<T>, CompletionStage<Done>> {
    private final Inlet<T> in = Inlet.create("publish.in");
    private final SinkShape<T> shape = SinkShape.of(in);
    private final String subject;
    private final Function<T, NatsMessage> message;
    private final Supplier<CompletionStage<OpenConnection>> connection;
    private final Executor executor;

    /**
     * @param subject of all of it, so that the stream fails when nobody may publish there; empty where it is of many
     * @param connection asked when a stream begins
     * @param executor where the program hears of its end
     */
    PublishSink(
            String subject,
            Function<T, NatsMessage> message,
            Supplier<CompletionStage<OpenConnection>> connection,
            Executor executor) {
        this.subject = subject;
        this.message = message;
        this.connection = connection;
        this.executor = executor;
    }

    @Override
    public SinkShape<T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Done>> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.done.minimalCompletionStage());
    }

    private record Opened(
            @Nullable OpenConnection connection, @Nullable Throwable failure) {}

    private final class Logic extends GraphStageLogic implements OpenConnection.Watcher {
        private final CompletableFuture<Done> done = new CompletableFuture<>();
        private final AsyncCallback<Opened> openedCallback = createAsyncCallback(this::opened);
        private final AsyncCallback<BoxedUnit> roomCallback = createAsyncCallback(ignored -> more());
        private final AsyncCallback<Throwable> failedCallback = createAsyncCallback(this::fail);
        private final AsyncCallback<BoxedUnit> flushedCallback = createAsyncCallback(ignored -> flushed());
        private @Nullable OpenConnection open;
        private @Nullable Throwable failure;
        private boolean finishing;
        private boolean complete;

        Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    publish(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    finishing = true;
                    flush();
                }

                @Override
                public void onUpstreamFailure(Throwable why) {
                    fail(why);
                }
            });
        }

        @Override
        public void preStart() {
            // An upstream that ends at once does not take the stage with it before all is flushed.
            setKeepGoing(true);
            connection.get().whenComplete((its, problem) -> openedCallback.invoke(new Opened(its, problem)));
        }

        private void opened(Opened opened) {
            OpenConnection its = opened.connection();
            if (its == null) {
                fail(Failures.cause(opened.failure()));
                return;
            }
            open = its;
            its.watch(this);
            if (finishing) {
                flush();
            } else {
                pull(in);
            }
        }

        private void publish(T element) {
            OpenConnection its = open;
            if (its == null) {
                return;
            }
            boolean room;
            try {
                room = its.publish(message.apply(element));
            } catch (NatsException e) {
                fail(e);
                return;
            }
            if (room) {
                more();
            } else {
                its.whenRoom(() -> roomCallback.invoke(BoxedUnit.UNIT));
            }
        }

        private void more() {
            if (!isClosed(in) && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        private void flush() {
            OpenConnection its = open;
            if (its != null) {
                its.flush().whenComplete((pong, problem) -> {
                    if (problem == null) {
                        flushedCallback.invoke(BoxedUnit.UNIT);
                    } else {
                        failedCallback.invoke(problem);
                    }
                });
            }
        }

        private void flushed() {
            complete = true;
            completeStage();
        }

        private void fail(Throwable why) {
            failure = why;
            failStage(why);
        }

        @Override
        public void ended(NatsException why) {
            failedCallback.invoke(why);
        }

        @Override
        public void publishRefused(String refused, PermissionsViolationException why) {
            if (refused.equals(subject)) {
                failedCallback.invoke(why);
            }
        }

        @Override
        public void postStop() {
            OpenConnection its = open;
            if (its != null) {
                its.unwatch(this);
            }
            Throwable why = failure == null ? new ConnectionClosedException("the stream was ended") : failure;
            executor.execute(() -> {
                if (complete) {
                    done.complete(Done.getInstance());
                } else {
                    done.completeExceptionally(why);
                }
            });
        }
    }
}
