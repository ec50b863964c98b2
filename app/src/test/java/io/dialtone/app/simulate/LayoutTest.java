package io.dialtone.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.Options;
import io.dialtone.conf.OptionsFile;
import io.dialtone.conf.StartupValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final String ACCOUNTS = "accounts { SYS {} }\nsystem_account: SYS\n";

    @Test
    void theServersOfADescriptionFitTogetherAndNoPortIsGivenTwice() throws Exception {
        Topology topology = Description.parse(Description.DEFAULT, "built-in");
        AtomicInteger ports = new AtomicInteger(20_000);

        Map<String, ServerPlan> plans = Layout.of(topology, ports::getAndIncrement, node -> ACCOUNTS);

        List<Integer> listened = new ArrayList<>();
        for (ServerPlan plan : plans.values()) {
            Options options = OptionsFile.parse(plan.text()).options();
            assertThat(StartupValidation.problems(options)).isEmpty();
            listened.add(plan.clientPort());
            listened.add(plan.monitorPort());
            List.of(plan.route(), plan.gateway(), plan.leaf())
                    .forEach(port -> port.ifPresent(given -> {
                        listened.add(given.listen());
                        listened.add(given.advertise());
                    }));
        }
        assertThat(listened).doesNotHaveDuplicates();
        ServerPlan factory = plans.get("factory");
        assertThat(factory.remotes().getFirst().ports())
                .containsExactly(advertised(plans, "US-EAST-1"), advertised(plans, "US-EAST-2"));
    }

    private static int advertised(Map<String, ServerPlan> plans, String node) {
        return plans.get(node).leaf().orElseThrow().advertise();
    }
}
