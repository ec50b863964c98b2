package io.dialtone.actors;

import io.dialtone.conf.MappingOptions;
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
    static @Nullable AccountMapper of(List<MappingOptions> options, String cluster) {
        if (options.isEmpty()) {
            return null;
        }
        List<SubjectMappings.Mapping> mappings = options.stream()
                .map(m -> new SubjectMappings.Mapping(
                        m.source(),
                        m.destinations().stream()
                                .map(d -> new SubjectMappings.Destination(d.subject(), d.weight(), d.cluster()))
                                .toList()))
                .toList();
        return new AccountMapper(SubjectMappings.of(mappings, cluster));
    }

    @Override
    public byte @Nullable [] map(byte[] subject, int from, int length) {
        return mappings.map(subject, from, length, ThreadLocalRandom.current());
    }
}
