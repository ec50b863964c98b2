package io.dialtone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.ByteText;
import org.junit.jupiter.api.Test;

class TimedRequestsTest {
    private static final byte[] TIMED = ByteText.bytes("_R_.abcdef.ghijkl.serverid.T");

    private final TimedRequests requests = new TimedRequests();

    @Test
    void aReplySaysByItsEndThatTheAnswerIsTimed() {
        assertThat(TimedRequests.isTimed(TIMED, 0, TIMED.length)).isTrue();
        assertThat(TimedRequests.isTimed(TIMED, 0, TIMED.length - 2)).isFalse();
        assertThat(TimedRequests.isTimed(ByteText.bytes("short.T"), 0, 7)).isFalse();
    }

    @Test
    void anAnswerIsTimedOnce() {
        requests.add(TIMED, ByteText.bytes("service"));
        byte[] read = ByteText.bytes("PUB " + ByteText.text(TIMED) + " 0");
        TimedRequests.Timed timed = requests.take(read, 4, TIMED.length);
        assertThat(timed).isNotNull();
        assertThat(ByteText.text(timed.request())).isEqualTo("service");
        assertThat(requests.take(read, 4, TIMED.length)).isNull();
    }

    @Test
    void otherSubjectsAnswerNothing() {
        requests.add(TIMED, ByteText.bytes("service"));
        byte[] other = ByteText.bytes("_R_.abcdef.ghijkm.serverid.T");
        assertThat(requests.take(other, 0, other.length)).isNull();
    }
}
