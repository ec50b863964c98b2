package io.dialtone.accounts.jwt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Immutable copies that keep the order. */
final class Copies {
    private Copies() {}

    static <T> List<T> list(List<T> list) {
        return List.copyOf(list);
    }

    /** Values may be null: JSON has such. */
    static <V> Map<String, V> map(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
