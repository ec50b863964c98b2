package io.dialtone.multijvm;

import static io.dialtone.multijvm.kit.TestSupercluster.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.multijvm.kit.Clients.Place;
import io.dialtone.multijvm.kit.Healing;
import io.dialtone.multijvm.kit.InterestCheck;
import io.dialtone.multijvm.kit.Kinds.Mix;
import io.dialtone.multijvm.kit.Node;
import io.dialtone.multijvm.kit.NumberedLoad;
import io.dialtone.multijvm.kit.OnEveryMix;
import io.dialtone.multijvm.kit.TestSupercluster;
import io.dialtone.multijvm.kit.TestSupercluster.Cut;
import io.dialtone.multijvm.kit.Watch;
import io.dialtone.multijvm.kit.Watching;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;

/** A plant behind a DMZ behind a cluster: {@code plant -> dmz -> GLOBAL}, each with its own accounts. */
@ExtendWith(Watching.class)
class LeafTreeTest {

    private static final String GLOBAL = """
            accounts {
              PARTNER { users: [ {user: dmz, password: d}, {user: partner, password: p} ] }
              OTHER { users: [ {user: other, password: o} ] }
              SYS {}
            }
            system_account: SYS
            """;
    private static final String DMZ = """
            accounts {
              EDGE { users: [ {user: plant, password: s} ] }
              SYS {}
            }
            system_account: SYS
            """;

    @OnEveryMix
    void chosenDataIsBridgedThroughTheDmzAndLocalWorkGoesOnWithoutTheHub(Mix mix, Watch watch) {
        TestSupercluster world = TestSupercluster.of(cluster("GLOBAL").nodes(2))
                .leaf("dmz")
                .as("dmz:d")
                .bind("EDGE")
                .with("deny_exports: [\"internal.>\"]")
                .to("GLOBAL")
                .leaf("plant")
                .as("plant:s")
                .to("dmz")
                .at("GLOBAL", GLOBAL)
                .at("dmz", DMZ)
                .kinds(mix)
                .start(watch);
        AtomicInteger leaked = new AtomicInteger();
        count(world, world.node("GLOBAL", 1), "other:o", ">", leaked);
        count(world, world.node("GLOBAL", 2), "partner:p", "internal.>", leaked);

        NumberedLoad load = watch.own(NumberedLoad.over(world));
        load.publish("device", world.node("plant"), "telemetry.heat", 100);
        load.publish("private", world.node("plant"), "internal.heat", 100);
        load.subscribe("operator", world.node("plant"), "*.heat");
        load.subscribe("commanded", world.node("plant"), "command.*");
        load.respond("controller", world.node("plant"), "plant.control", Duration.ZERO);
        load.request("local", world.node("plant"), "plant.control");
        load.as("plant:s").subscribe("in-dmz", world.node("dmz"), "internal.*");
        load.as("partner:p").publish("headquarters", world.node("GLOBAL", 1), "command.all", 100);
        load.subscribe("abroad", world.node("GLOBAL", 2), "telemetry.*");
        load.request("remote", world.node("GLOBAL", 2), "plant.control");
        load.awaitFlow();

        watch.allowLostLinks();
        world.isolate(world.node("dmz"), Cut.RESET);
        load.awaitFlow("operator", "local");
        load.awaitMore("operator", 50);
        world.heal();
        load.awaitFlow();
        load.stop().mustBeSound().mustHaveLostNothing("operator").mustHaveAnsweredAll("local");
        assertThat(leaked).hasValue(0);
    }

    @OnEveryMix
    void whoIsKilledInATreeIsMissedByThoseBehindItOnlyAndComesBack(Mix mix, Watch watch) {
        watch.allowLostLinks();
        TestSupercluster world = TestSupercluster.of(cluster("HUB").nodes(2))
                .leaf("branch")
                .to("HUB")
                .leaf("twig")
                .to("branch")
                .leaf("leaf")
                .to("branch")
                .kinds(mix)
                .start(watch);
        NumberedLoad load = watch.own(NumberedLoad.over(world)).mesh(world.nodes(), 20);
        for (String name : List.of("branch", "HUB-2", "twig")) {
            Node victim = world.node(name);
            victim.kill();
            load.awaitFlow(stillConnectedWithout(name));
            victim.start();
            Healing.after("kill -9 of " + name, () -> {
                world.awaitWhole();
                load.awaitFlow();
            });
        }
        load.stop().mustBeSound();
        InterestCheck.of(world);
    }

    /** Subscriptions of whose way nobody is missing. */
    private static String[] stillConnectedWithout(String victim) {
        return switch (victim) {
            case "branch" -> new String[] {"HUB-1 from HUB-2", "HUB-2 from HUB-1"};
            case "twig" -> new String[] {"HUB-1 from leaf", "leaf from HUB-2", "branch from leaf"};
            default -> new String[] {"twig from leaf", "leaf from twig", "branch from leaf"};
        };
    }

    private static void count(TestSupercluster world, Node node, String user, String subject, AtomicInteger counter) {
        world.clients()
                .connect(node, Place.FIXED, user)
                .createDispatcher(message -> counter.incrementAndGet())
                .subscribe(subject);
    }
}
