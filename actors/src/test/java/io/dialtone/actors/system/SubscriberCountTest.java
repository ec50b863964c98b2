package io.dialtone.actors.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.SubjectSpace;
import io.dialtone.routing.Subscriber;
import io.dialtone.routing.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriberCountTest {
    private final SubjectSpace space = new SubjectSpace();

    @BeforeEach
    void subscribe() {
        add("foo", null, new Subscriber() {});
        add("bar", "q", new Subscriber() {});
        add("foo.*", null, new Subscriber() {});
        add("foo", null, new Subscriber() {
            @Override
            public boolean isInternal() {
                return true;
            }
        });
    }

    private void add(String subject, @Nullable String queue, Subscriber subscriber) {
        byte[] bytes = ByteText.bytes(subject);
        byte[] group = queue == null ? null : ByteText.bytes(queue);
        space.slice(SubjectSpace.sliceOfPattern(bytes))
                .add(new Subscription(bytes, group, ByteText.bytes("1"), subscriber));
    }

    @Test
    void aLiteralSubjectHasThoseWhoGetIt() {
        assertThat(SubscriberCount.of(space, "foo", "")).isEqualTo(1);
        assertThat(SubscriberCount.of(space, "foo.x", "")).isEqualTo(1);
        assertThat(SubscriberCount.of(space, "nothing", "")).isZero();
        assertThat(SubscriberCount.of(space, "", "")).isZero();
        assertThat(SubscriberCount.of(space, "a..b", "")).isZero();
    }

    @Test
    void aPatternHasThoseWhoWantNoMore() {
        assertThat(SubscriberCount.of(space, ">", "")).isEqualTo(3);
        assertThat(SubscriberCount.of(space, "foo.>", "")).isEqualTo(1);
        assertThat(SubscriberCount.of(space, "*", "")).isEqualTo(2);
    }

    @Test
    void aQueueGroupHasItsMembers() {
        assertThat(SubscriberCount.of(space, "bar", "q")).isEqualTo(1);
        assertThat(SubscriberCount.of(space, "bar", "other")).isZero();
        assertThat(SubscriberCount.of(space, ">", "q")).isEqualTo(1);
    }
}
