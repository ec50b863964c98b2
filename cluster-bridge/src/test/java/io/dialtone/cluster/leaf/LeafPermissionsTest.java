package io.dialtone.cluster.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.ResponseRule;
import io.dialtone.conf.SubjectRules;
import io.dialtone.routing.ByteText;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeafPermissionsTest {
    private static final PermissionOptions USER = new PermissionOptions(
            new SubjectRules(List.of("pub.>"), List.of("pub.no")), new SubjectRules(List.of("sub.>"), List.of()), null);
    private static final List<String> NONE = List.of();

    @Test
    void theLeafImportsWhatTheUserMaySubscribeToAndExportsWhatItMayPublish() {
        assertThat(LeafPermissions.imports(USER)).isEqualTo(USER.subscribe());
        assertThat(LeafPermissions.exports(USER)).isEqualTo(USER.publish());
        assertThat(LeafPermissions.imports(null)).isNull();
    }

    @Test
    void theHubSendsWhatTheUserMaySubscribeToAndTakesWhatItMayPublish() {
        LeafPermissions hub = LeafPermissions.ofHub(USER, NONE, NONE);

        assertThat(sends(hub, "sub.a")).isTrue();
        assertThat(sends(hub, "pub.a")).isFalse();
        assertThat(takes(hub, "pub.a")).isTrue();
        assertThat(takes(hub, "pub.no")).isFalse();
        assertThat(takes(hub, "sub.a")).isFalse();
    }

    @Test
    void theHubLooksAtLiteralInterestAndLetsWildcardsPass() {
        LeafPermissions hub = LeafPermissions.ofHub(USER, NONE, NONE);

        assertThat(hub.acceptsInterest("sub.a")).isTrue();
        assertThat(hub.acceptsInterest("other")).isFalse();
        assertThat(hub.acceptsInterest("other.*")).isTrue();
        assertThat(hub.acceptsInterest("$LDS.x")).isTrue();
        assertThat(hub.acceptsInterest("_GR_.x")).isTrue();
        assertThat(LeafPermissions.interestError("other"))
                .isEqualTo("Permissions Violation for Subscription to \"other\"");
        assertThat(LeafPermissions.messageError("other")).isEqualTo("Permissions Violation for Publish to \"other\"");
    }

    @Test
    void theHubSendsNothingThatTheLeafDenied() {
        LeafPermissions hub = LeafPermissions.ofHub(USER, List.of("sub.no"), NONE);

        assertThat(sends(hub, "sub.no")).isFalse();
        assertThat(sends(hub, "sub.a")).isTrue();
    }

    @Test
    void theLeafMirrorsTheHub() {
        LeafPermissions spoke =
                LeafPermissions.ofSpoke(USER.subscribe(), USER.publish(), List.of("sub.no"), List.of("pub.b"), NONE);

        assertThat(sends(spoke, "pub.a")).isTrue();
        assertThat(sends(spoke, "pub.b")).isFalse();
        assertThat(sends(spoke, "sub.a")).isFalse();
        assertThat(takes(spoke, "sub.a")).isTrue();
        assertThat(takes(spoke, "sub.no")).isFalse();
        assertThat(spoke.mayAnnounce("sub.*")).isTrue();
        assertThat(spoke.mayAnnounce("sub.no")).isFalse();
        assertThat(spoke.mayAnnounce(">")).isFalse();
        assertThat(spoke.acceptsInterest("anything")).isTrue();
    }

    @Test
    void repliesAndLoopSubjectsAreNeverChecked() {
        PermissionOptions nothing =
                new PermissionOptions(new SubjectRules(null, List.of(">")), new SubjectRules(null, List.of(">")), null);
        LeafPermissions hub = LeafPermissions.ofHub(nothing, NONE, NONE);

        for (String subject : List.of("_R_.a.b", "$JS.ACK.a", "_GR_.a.b.c")) {
            assertThat(takes(hub, subject)).as(subject).isTrue();
        }
        assertThat(hub.mayAnnounce("$LDS.x")).isTrue();
        assertThat(hub.mayAnnounce("_GR_.>")).isTrue();
        assertThat(takes(hub, "foo")).isFalse();
    }

    @Test
    void whoMayAnswerDoesSoOnceForEachRequestThatItWasSent() {
        LeafPermissions hub =
                LeafPermissions.ofHub(new PermissionOptions(null, null, ResponseRule.DEFAULT), NONE, NONE);
        byte[] reply = ByteText.bytes("_INBOX.one");

        assertThat(takes(hub, "_INBOX.one")).as("an answer to nothing").isFalse();
        Objects.requireNonNull(hub.replyWatch()).delivering(reply, 0, reply.length);
        assertThat(takes(hub, "_INBOX.other")).isFalse();
        assertThat(takes(hub, "_INBOX.one")).isTrue();
        assertThat(takes(hub, "_INBOX.one")).as("a second answer").isFalse();
    }

    @Test
    void whoMayOnlyAnswerIsToldOfNoInterestAndThatNothingIsExported() {
        PermissionOptions answers = new PermissionOptions(null, null, ResponseRule.DEFAULT);
        LeafPermissions hub = LeafPermissions.ofHub(answers, NONE, NONE);

        assertThat(hub.mayAnnounce("foo")).isFalse();
        assertThat(sends(hub, "foo")).isTrue();
        assertThat(LeafPermissions.exports(answers)).isEqualTo(new SubjectRules(List.of(), List.of()));
        assertThat(LeafPermissions.ofHub(USER, NONE, NONE).replyWatch())
                .as("nobody watches where nobody may answer")
                .isNull();
    }

    @Test
    void queueQualifiedPermissionsDoNotCoverALeaf() {
        LeafPermissions spoke =
                LeafPermissions.ofSpoke(new SubjectRules(List.of("q.> qq"), List.of()), null, NONE, NONE, NONE);

        assertThat(spoke.mayAnnounce("q.a")).isFalse();
    }

    @Test
    void requestsToJetStreamThatALeafSendsNeverthelessAreTaken() {
        LeafPermissions hub = LeafPermissions.ofHub(null, NONE, LeafPermissions.persistenceSubjects(false, false));

        assertThat(sends(hub, "$JS.API.INFO")).isFalse();
        assertThat(hub.mayAnnounce("$JS.API.INFO")).isFalse();
        assertThat(takes(hub, "$JS.API.INFO")).isTrue();
        assertThat(LeafPermissions.persistenceSubjects(true, true)).isEmpty();
        assertThat(LeafPermissions.persistenceSubjects(true, false)).contains("$NRG.>", "$JSC.>");
    }

    private static boolean sends(LeafPermissions permissions, String subject) {
        byte[] bytes = ByteText.bytes(subject);
        return permissions.maySend(bytes, 0, bytes.length);
    }

    private static boolean takes(LeafPermissions permissions, String subject) {
        byte[] bytes = ByteText.bytes(subject);
        return permissions.mayReceive(bytes, 0, bytes.length);
    }
}
