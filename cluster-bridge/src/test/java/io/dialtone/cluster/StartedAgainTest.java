package io.dialtone.cluster;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import io.dialtone.actors.links.LinkCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartedAgainTest {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ActorTestKit kit = ActorTestKit.create();

    @AfterAll
    void end() {
        kit.shutdownTestKit();
    }

    /** Says which of its lives has begun, or was told what; a lame duck is its end. */
    private static Behavior<LinkCommand> mortal(ActorRef<String> said) {
        AtomicInteger lives = new AtomicInteger();
        Behavior<LinkCommand> kind = Behaviors.setup(context -> {
            int life = lives.incrementAndGet();
            said.tell("life " + life);
            return Behaviors.receiveMessage(command -> {
                if (command instanceof LinkCommand.LameDuck) {
                    throw new IllegalStateException("as the test wants");
                }
                said.tell(life + (command instanceof LinkCommand.Start ? " starts" : " stops"));
                return Behaviors.same();
            });
        });
        return Behaviors.supervise(StartedAgain.around(kind))
                .onFailure(IllegalStateException.class, SupervisorStrategy.restartWithBackoff(PAUSE, PAUSE, 0));
    }

    /** Not within the three seconds of Akka, for which a busy machine may stand still. */
    private static void expect(TestProbe<String> said, String text) {
        said.expectMessage(LIMIT, text);
    }

    private static LinkCommand start() {
        return new LinkCommand.Start(new CompletableFuture<>());
    }

    private static LinkCommand stop() {
        return new LinkCommand.Stop(new CompletableFuture<>());
    }

    @Test
    void theFirstLifeStartsOnceAndEachThatFollowsOnce() {
        TestProbe<String> said = kit.createTestProbe();
        ActorRef<LinkCommand> kind = kit.spawn(mortal(said.ref()));
        kind.tell(start());
        expect(said, "life 1");
        expect(said, "1 starts");
        kind.tell(LinkCommand.LameDuck.INSTANCE);
        expect(said, "life 2");
        expect(said, "2 starts");
        kind.tell(LinkCommand.LameDuck.INSTANCE);
        expect(said, "life 3");
        expect(said, "3 starts");
        kind.tell(stop());
        expect(said, "3 stops");
    }

    @Test
    void whatIsToldBetweenTwoLivesCountsOnce() {
        TestProbe<String> said = kit.createTestProbe();
        ActorRef<LinkCommand> kind = kit.spawn(mortal(said.ref()));
        expect(said, "life 1");
        kind.tell(LinkCommand.LameDuck.INSTANCE);
        kind.tell(start());
        expect(said, "life 2");
        expect(said, "2 starts");
        kind.tell(stop());
        expect(said, "2 stops");
    }

    @Test
    void whatWasStoppedDoesNotStartByItself() {
        TestProbe<String> said = kit.createTestProbe();
        ActorRef<LinkCommand> kind = kit.spawn(mortal(said.ref()));
        kind.tell(start());
        kind.tell(stop());
        kind.tell(LinkCommand.LameDuck.INSTANCE);
        expect(said, "life 1");
        expect(said, "1 starts");
        expect(said, "1 stops");
        expect(said, "life 2");
        said.expectNoMessage(PAUSE);
    }
}
