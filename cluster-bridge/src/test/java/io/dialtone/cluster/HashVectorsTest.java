package io.dialtone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.ServerHash;
import io.dialtone.cluster.route.AccountSlot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nats-server was seen to compute. Two servers that disagree lose interest and replies without a word. */
class HashVectorsTest {
    @ParameterizedTest
    @CsvSource({
        "$G,3,2",
        "$G,5,3",
        "$SYS,3,0",
        "ACC,3,1",
        "ACC,5,3",
        "SYS,3,0",
        "SYS,5,3",
        "ACC,1,0",
        "ACC,0,0",
        "ACC,-1,0"
    })
    void anAccountHasItsSlotInAPool(String account, int poolSize, int slot) {
        assertThat(AccountSlot.of(account, poolSize)).isEqualTo(slot);
    }

    @ParameterizedTest
    @CsvSource({"GA,F2cAWZ", "GB,u4xB6R"})
    void aClusterHasItsSixCharactersInReplies(String name, String hash) {
        assertThat(ServerHash.inReplies(name)).isEqualTo(hash);
        assertThat(ServerHash.of(name)).hasSize(8).startsWith(hash);
    }
}
