package io.dialtone.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.app.nk.NkCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsTest {
    @Test
    void theFirstWordPicksACommand() {
        Tools.Call call = Tools.find("dialtone", List.of("nk", "-gen", "user"));
        assertThat(call).isNotNull();
        assertThat(call.command()).isInstanceOf(NkCommand.class);
        assertThat(call.arguments()).containsExactly("-gen", "user");
    }

    @Test
    void aSimulationIsACommandToo() {
        Tools.Call call = Tools.find("dialtone", List.of("simulate", "--help"));
        assertThat(call).isNotNull();
        assertThat(call.command().name()).isEqualTo("simulate");
    }

    @Test
    void theNameOfTheProgramPicksACommand() {
        Tools.Call call = Tools.find("nk", List.of("-v"));
        assertThat(call).isNotNull();
        assertThat(call.command().name()).isEqualTo("nk");
        assertThat(call.arguments()).containsExactly("-v");
    }

    @Test
    void everythingElseIsForTheServer() {
        assertThat(Tools.find("dialtone", List.of())).isNull();
        assertThat(Tools.find("dialtone", List.of("-c", "nk"))).isNull();
        assertThat(Tools.find("dialtone", List.of("version"))).isNull();
    }

    @Test
    void calledAsNatsServerItIsAServerAndNothingElse() {
        assertThat(Tools.find("nats-server", List.of("nk"))).isNull();
    }
}
