package io.dialtone.multijvm.kit;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a {@link NumberedLoad}. Says everything in {@code toString}. */
public final class LoadReport {

    private final Map<String, Arrivals> receivers;
    private final Map<String, Requests> requesters;

    LoadReport(Map<String, Arrivals> receivers, Map<String, Requests> requesters) {
        this.receivers = new LinkedHashMap<>(receivers);
        this.requesters = new LinkedHashMap<>(requesters);
    }

    /** What must hold whatever fails: nothing twice, and each publisher in order. */
    public LoadReport mustBeSound() {
        List<String> violations = receivers.values().stream()
                .map(Arrivals::violations)
                .flatMap(Collection::stream)
                .toList();
        check(violations.isEmpty(), violations.stream().limit(20).toList());
        check(receivers.values().stream().allMatch(receiver -> receiver.count() > 0), "somebody got nothing at all");
        return this;
    }

    /** These subscriptions and groups, or all when none is named, got all that was sent between the first and the last that they got. */
    public LoadReport mustHaveLostNothing(String... names) {
        List<String> chosen = names.length == 0 ? List.copyOf(receivers.keySet()) : List.of(names);
        chosen.forEach(name -> check(gaps(name).isEmpty(), name + " lost " + gaps(name)));
        return this;
    }

    /** Every request of these, or of everybody when none is named, was answered. */
    public LoadReport mustHaveAnsweredAll(String... names) {
        List<String> chosen = names.length == 0 ? List.copyOf(requesters.keySet()) : List.of(names);
        for (String name : chosen) {
            Requests one = requesters.get(name);
            check(one.failures().isEmpty() && one.answers() > 0, name + " " + one.failures());
        }
        return this;
    }

    /** How many requests were not answered. */
    public int unanswered(String requester) {
        return requesters.get(requester).failures().size();
    }

    /** How many messages a subscription or a group did not get. */
    public int lost(String name) {
        return gaps(name).stream().mapToInt(Arrivals.Gap::missing).sum();
    }

    /** How long a subscription or a group got nothing from a publisher that went on: the time to heal. */
    public Duration longestSilence(String name) {
        return receivers.get(name).longestSilence();
    }

    /** How long the answer took that came soonest: the others may have waited for a machine that stood still. */
    public Duration quickestAnswer(String requester) {
        return requesters.get(requester).quickest();
    }

    private List<Arrivals.Gap> gaps(String name) {
        return receivers.get(name).gaps();
    }

    private void check(boolean holds, Object complaint) {
        if (!holds) {
            throw new AssertionError(complaint + "\n" + this);
        }
    }

    @Override
    public String toString() {
        return receivers.values().stream().map(Arrivals::toString).collect(Collectors.joining("\n"))
                + requesters.values().stream().map(one -> "\n" + one).collect(Collectors.joining());
    }
}
