package io.dialtone.streams;

/**
 * Tells a sampler of about one publish of each read, at a random place in it: the last of a read, or the first, would be one
 * that its client treats differently from others. Stands in front of the publisher only where subjects are counted.
 */
final class SampledIntake implements MessageIntake {
    private final MessageIntake publisher;
    private final Router router;
    private final SubjectSampler subjects;
    private final int loop;
    /** Messages that the next sample stands for. */
    private long waiting;
    /** Of which message of this read the subject is taken; none when it is below 1. */
    private int left = 1;

    private int inRead;

    private SampledIntake(MessageIntake publisher, Router router, SubjectSampler subjects, int loop) {
        this.publisher = publisher;
        this.router = router;
        this.subjects = subjects;
        this.loop = loop;
    }

    /** The publisher itself where nobody is told of subjects. */
    static MessageIntake of(MessageIntake publisher, Router router, LiveSettings settings, int loop) {
        SubjectSampler subjects = settings.subjects();
        return subjects == null ? publisher : new SampledIntake(publisher, router, subjects, loop);
    }

    @Override
    public void publish() {
        publisher.publish();
        waiting++;
        inRead++;
        if (--left == 0) {
            router.sample(subjects, loop, waiting);
            waiting = 0;
        }
    }

    @Override
    public void count(ConnectionCounters counters) {
        publisher.count(counters);
        if (inRead > 0) {
            // The next read is taken to be as long as this one.
            left = 1 + router.queues().draw(inRead);
            inRead = 0;
        }
    }

    @Override
    public void settings(LiveSettings settings) {
        publisher.settings(settings);
    }

    @Override
    public void trace(String what) {
        publisher.trace(what);
    }
}
