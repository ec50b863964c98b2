package io.dialtone.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.cluster.route.ClusterName.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ClusterNameTest {
    private static final ClusterName STATIC = new ClusterName("C1", false);
    private static final ClusterName DYNAMIC = new ClusterName("M", true);

    @Test
    void aConfiguredNameStays() {
        assertThat(STATIC.onConnect("C1", false)).isEqualTo(new Verdict.Same());
        assertThat(STATIC.onConnect("ZZ", false))
                .isEqualTo(new Verdict.Conflict("Rejecting connection, cluster name \"ZZ\" does not match \"C1\""));
        assertThat(STATIC.onInfo("ZZ", true)).isInstanceOf(Verdict.Conflict.class);
    }

    @Test
    void aNameIsMissedInConnectOnly() {
        assertThat(STATIC.onConnect("", false)).isInstanceOf(Verdict.Conflict.class);
        assertThat(STATIC.onInfo("", false)).isEqualTo(new Verdict.Same());
    }

    @Test
    void aGeneratedNameGivesWayToAConfiguredOne() {
        assertThat(DYNAMIC.onConnect("A", false)).isEqualTo(new Verdict.Adopt(new ClusterName("A", false)));
        assertThat(DYNAMIC.onInfo("A", false)).isEqualTo(new Verdict.Adopt(new ClusterName("A", true)));
    }

    @Test
    void ofTwoGeneratedNamesTheGreaterOneStays() {
        assertThat(DYNAMIC.onConnect("Z", true)).isEqualTo(new Verdict.Adopt(new ClusterName("Z", true)));
        assertThat(DYNAMIC.onConnect("A", true)).isInstanceOf(Verdict.Conflict.class);
    }

    @Property
    void exactlyOneOfTwoGivesWayUnlessBothAreConfigured(
            @ForAll @AlphaChars @StringLength(min = 1, max = 3) String one,
            @ForAll @AlphaChars @StringLength(min = 1, max = 3) String other,
            @ForAll boolean oneDynamic,
            @ForAll boolean otherDynamic) {
        boolean oneGives = new ClusterName(one, oneDynamic).onConnect(other, otherDynamic) instanceof Verdict.Adopt;
        boolean otherGives = new ClusterName(other, otherDynamic).onConnect(one, oneDynamic) instanceof Verdict.Adopt;

        boolean mustAgree = !one.equals(other) && (oneDynamic || otherDynamic);
        assertThat(oneGives ^ otherGives).isEqualTo(mustAgree);
    }
}
