package io.dialtone.embedded.streams;

import akka.japi.Pair;
import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractGraphStageWithMaterializedValue;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/** A subscription as a source: made when it is materialized, on the connection there is then; over when the stream is. */
final class SubscriptionSource extends AbstractGraphStageWithMaterializedValue<SourceShape<NatsMessage>, Subscription> {
    private final Outlet<NatsMessage> out = Outlet.create("subscription.out");
    private final SourceShape<NatsMessage> shape = SourceShape.of(out);
    private final SubscriptionSettings settings;
    private final Supplier<CompletionStage<OpenConnection>> connection;
    private final Executor executor;

    /**
     * @param connection asked when a stream begins
     * @param executor where the program hears of the subscription
     */
    SubscriptionSource(
            SubscriptionSettings settings, Supplier<CompletionStage<OpenConnection>> connection, Executor executor) {
        this.settings = settings;
        this.connection = connection;
        this.executor = executor;
    }

    @Override
    public SourceShape<NatsMessage> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Subscription> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.subscription);
    }

    private record Opened(
            @Nullable OpenConnection connection, @Nullable Throwable failure) {}

    private final class Logic extends GraphStageLogic {
        private final AsyncCallback<Opened> openedCallback = createAsyncCallback(this::opened);
        private final AsyncCallback<BoxedUnit> wokenCallback = createAsyncCallback(ignored -> emit());
        private final AsyncCallback<BoxedUnit> drainCallback = createAsyncCallback(ignored -> drain());
        private final Subscription subscription =
                new Subscription(executor, () -> drainCallback.invoke(BoxedUnit.UNIT));
        private @Nullable OpenConnection open;
        private @Nullable SubscriptionQueue queue;
        private long sid;
        private boolean draining;
        private @Nullable Throwable failure;

        Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    emit();
                }
            });
        }

        @Override
        public void preStart() {
            connection.get().whenComplete((its, problem) -> openedCallback.invoke(new Opened(its, problem)));
        }

        private void opened(Opened message) {
            OpenConnection its = message.connection();
            if (its == null) {
                fail(Failures.cause(message.failure()));
                return;
            }
            SubscriptionQueue fresh =
                    new SubscriptionQueue(settings, () -> wokenCallback.invoke(BoxedUnit.UNIT), its::goOn);
            open = its;
            queue = fresh;
            subscription.began(fresh);
            sid = its.subscribe(settings.subject(), settings.queueGroup(), fresh, subscription::known);
            if (draining) {
                its.drain(sid);
            } else if (isAvailable(out)) {
                emit();
            }
        }

        private void emit() {
            SubscriptionQueue q = queue;
            if (q == null) {
                return;
            }
            if (isAvailable(out)) {
                NatsMessage next = q.poll();
                if (next != null) {
                    push(out, next);
                }
            }
            if (q.isOver()) {
                NatsException why = q.failure();
                if (why == null) {
                    completeStage();
                } else {
                    fail(why);
                }
            }
        }

        private void drain() {
            OpenConnection its = open;
            if (!draining && its != null) {
                its.drain(sid);
            }
            draining = true;
        }

        private void fail(Throwable why) {
            failure = why;
            failStage(why);
        }

        @Override
        public void postStop() {
            OpenConnection its = open;
            if (its != null) {
                its.unsubscribe(sid);
            }
            SubscriptionQueue q = queue;
            if (q != null) {
                q.end(null);
            }
            subscription.over(failure);
        }
    }
}
