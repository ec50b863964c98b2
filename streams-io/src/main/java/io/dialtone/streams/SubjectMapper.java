package io.dialtone.streams;

import org.jspecify.annotations.Nullable;

/** An account's subject mappings on the data path. Called on the connection's loop. */
public interface SubjectMapper {
    /** What {@code subject[from, from + length)} becomes, or null when no mapping concerns it. */
    byte @Nullable [] map(byte[] subject, int from, int length);
}
