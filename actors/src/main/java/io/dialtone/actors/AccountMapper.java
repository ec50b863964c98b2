package io.dialtone.actors;

import io.dialtone.routing.SubjectMappings;
import io.dialtone.streams.SubjectMapper;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The mappings of an account, compiled, on the data path. */
record AccountMapper(SubjectMappings mappings) implements SubjectMapper {
    /**
     * Compiles mappings.
     *
     * @param cluster the name of this server's cluster, empty for none
     * @return null when there are none
     */
    static @Nullable AccountMapper of(List<SubjectMappings.Mapping> mappings, String cluster) {
        if (mappings.isEmpty()) {
            return null;
        }
        return new AccountMapper(SubjectMappings.of(mappings, cluster));
    }

    @Override
    public byte @Nullable [] map(byte[] subject, int from, int length) {
        return mappings.map(subject, from, length, ThreadLocalRandom.current());
    }
}
