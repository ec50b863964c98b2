package io.dialtone.conf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Immutable copies that keep the order of what they copy. */
final class Copies {
    private Copies() {}

    static <T> List<T> list(List<T> values) {
        return List.copyOf(values);
    }

    static <T> Set<T> set(Set<T> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    static <T> Map<String, T> map(Map<String, T> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
