package io.dialtone.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.actors.links.LinkedClaims.Claim;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class SharedAccountsTest {
    private static SharedAccounts of(List<Claim> claims) {
        SharedAccounts all = SharedAccounts.NONE;
        for (Claim claim : claims) {
            all = all.with(claim);
        }
        return all;
    }

    @Provide
    Arbitrary<List<Claim>> claims() {
        return Combinators.combine(
                        Arbitraries.of("A", "B", "C"),
                        Arbitraries.of("t1", "t2", "t3"),
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.of(true, false))
                .as(Claim::new)
                .list()
                .ofMaxSize(12);
    }

    @Property
    void allComeToTheSameInWhateverOrderTheyHear(
            @ForAll("claims") List<Claim> one, @ForAll("claims") List<Claim> two, @ForAll("claims") List<Claim> three) {
        SharedAccounts a = of(one);
        SharedAccounts b = of(two);
        SharedAccounts c = of(three);

        assertThat(a.mergeData(b)).isEqualTo(b.mergeData(a));
        assertThat(a.mergeData(b).mergeData(c)).isEqualTo(a.mergeData(b.mergeData(c)));
        assertThat(a.mergeData(b).mergeData(b)).isEqualTo(a.mergeData(b));
        assertThat(a.mergeData(a)).isEqualTo(a);
    }

    @Test
    void theNewestWinsAndADeletionIsNoException() {
        Claim old = new Claim("A", "old", 1, false);
        Claim deletion = new Claim("A", "request", 2, true);
        Claim fresh = new Claim("A", "fresh", 3, false);

        assertThat(of(List.of(old, deletion)).claims()).containsValue(deletion);
        assertThat(of(List.of(fresh, deletion, old)).claims()).containsValue(fresh);
    }
}
