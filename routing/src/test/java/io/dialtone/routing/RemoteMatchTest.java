package io.dialtone.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a subject goes on other servers. */
class RemoteMatchTest {
    private final RemoteSpace remote = new RemoteSpace();
    private final SubjectSpace space = new SubjectSpace("A", null, remote);
    private final Links one = Links.route("one");
    private final Links two = Links.route("two");

    private static List<String> found(RemoteMatch match) {
        List<String> found = new ArrayList<>();
        for (int i = 0; match != null && i < match.linkCount(); i++) {
            String origin = ByteText.text(match.plainOrigin(i));
            String plain = match.isPlain(i) ? "" : " not plain";
            found.add(((Links) match.link(i)).name() + plain + (origin.isEmpty() ? "" : " of " + origin));
        }
        for (int g = 0; match != null && g < match.groupCount(); g++) {
            RemoteMatch.Group group = match.group(g);
            StringBuilder text = new StringBuilder(ByteText.text(group.name()) + ":");
            for (int k = 0; k < group.members().length; k++) {
                assertThat(match.link(group.links()[k])).isSameAs(group.members()[k].link());
                text.append(' ').append(((Links) match.link(group.links()[k])).name());
                text.append('*').append(group.members()[k].weight());
            }
            found.add(text.toString());
        }
        return found;
    }

    private List<String> match(String subject) {
        return found(Subscriptions.match(space, subject).remote());
    }

    @Test
    void nobodyElsewhereIsNothing() {
        remote.set(one.plain("a"));
        assertThat(Subscriptions.match(space, "b").remote()).isNull();
    }

    @Test
    void aLinkIsNamedOnceHoweverManyOfItsInterestsMatch() {
        remote.set(one.plain("a.b"));
        remote.set(one.plain("a.*"));
        remote.set(one.plain(">"));
        remote.set(two.plain("a.>"));
        assertThat(match("a.b")).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void queueGroupsNameTheirMembersWithWeights() {
        remote.set(one.queue("a", "q", 3));
        remote.set(two.queue("a", "q", 1));
        remote.set(two.queue("*", "r", 2));
        assertThat(match("a"))
                .containsExactlyInAnyOrder("one not plain", "two not plain", "q: one*3 two*1", "r: two*2");
    }

    @Test
    void theWeightThatWasSaidLastCounts() {
        assertThat(remote.set(one.queue("a", "q", 3))).isZero();
        assertThat(remote.set(one.queue("a", "q", 1))).isEqualTo(3);
        assertThat(match("a")).containsExactly("one not plain", "q: one*1");
        assertThat(remote.set(one.queue("a", "q", 0))).isEqualTo(1);
        assertThat(match("a")).isEmpty();
        assertThat(remote.size()).isZero();
    }

    @Test
    void sayingItTwiceIsSayingItOnce() {
        remote.set(one.plain("a"));
        remote.set(one.plain("a"));
        assertThat(remote.size()).isEqualTo(1);
        remote.set(one.interest("a", null, "", 0));
        remote.set(one.interest("a", null, "", 0));
        assertThat(remote.size()).isZero();
    }

    @Test
    void interestOfTwoLeafClustersBehindOneRouteIsTwoInterests() {
        remote.set(one.of("L1", "a"));
        assertThat(match("a")).containsExactly("one of L1");
        remote.set(one.of("L2", "a"));
        assertThat(match("a")).containsExactly("one");
        remote.set(one.interest("a", null, "L1", 0));
        assertThat(match("a")).containsExactly("one of L2");
    }

    @Test
    void interestOfALeafLinkIsOfItsCluster() {
        remote.set(Links.leaf("leaf", "L1").plain("a"));
        assertThat(match("a")).containsExactly("leaf of L1");
    }

    @Test
    void gatewaysComeLastNearestFirst() {
        Links far = Links.gateway("far", 120);
        Links near = Links.gateway("near", 5);
        remote.set(far.plain("a"));
        remote.set(far.queue("a", "q", 1));
        remote.set(one.plain("a"));
        remote.set(near.queue("a", "q", 1));
        RemoteMatch match = Subscriptions.match(space, "a").remote();
        assertThat(found(match)).containsExactly("one", "near not plain", "far", "q: far*1 near*1");
        assertThat(match.firstGateway()).isEqualTo(1);
    }

    @Test
    void aLinkThatMayNotHaveTheSubjectIsLeftOut() {
        Links picky = one.refusing("a.secret");
        remote.set(picky.plain("a.*"));
        remote.set(picky.queue("a.*", "q", 1));
        assertThat(match("a.secret")).isEmpty();
        assertThat(match("a.open")).containsExactly("one", "q: one*1");
    }

    @Test
    void whoGetsWhatItHasNotRefusedIsAsked() {
        remote.optimists(List.of(new RemoteSpace.Optimist() {
            @Override
            public LinkTarget link() {
                return two;
            }

            @Override
            public boolean wants(byte[] subject, int from, int length) {
                return subject[from] == 'y';
            }
        }));
        assertThat(match("yes")).containsExactly("two");
        assertThat(match("no")).isEmpty();
    }

    @Test
    void allInterestOfALinkIsFoundBySlices() {
        for (String subject : List.of("a", "b.c", "*.x", ">")) {
            remote.set(one.plain(subject));
            remote.set(two.plain(subject));
        }
        List<String> subjects = new ArrayList<>();
        for (int slice = 0; slice < SubjectSpace.sliceCount(); slice++) {
            remote.of(one, slice).forEach(i -> subjects.add(ByteText.text(i.subject())));
        }
        assertThat(subjects).containsExactlyInAnyOrder("a", "b.c", "*.x", ">");
    }

    @Test
    void whatIsRememberedOfAMatchHoldsNoLongerThanTheInterest() {
        MatchCache cache = new MatchCache(space);
        byte[] a = ByteText.bytes("a");
        for (int i = 0; i < 3; i++) {
            assertThat(cache.match(a, 0, 1).remote()).isNull();
        }
        remote.set(one.plain("a"));
        assertThat(found(cache.match(a, 0, 1).remote())).containsExactly("one");
        remote.set(two.plain("a"));
        assertThat(found(cache.match(a, 0, 1).remote())).containsExactlyInAnyOrder("one", "two");
        remote.set(two.queue(">", "q", 1));
        assertThat(found(cache.match(a, 0, 1).remote())).contains("q: two*1");
        remote.set(one.interest("a", null, "", 0));
        assertThat(found(cache.match(a, 0, 1).remote())).containsExactly("two", "q: two*1");
        long hits = cache.hits();
        cache.match(a, 0, 1);
        assertThat(cache.hits()).isEqualTo(hits + 1);
        remote.changed();
        cache.match(a, 0, 1);
        assertThat(cache.hits())
                .as("answered from memory although links have changed")
                .isEqualTo(hits + 1);
    }
}
