package io.dialtone.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The subject mappings of one account, as seen from one cluster. Applied to what clients and leaf nodes publish, before
 * permissions and matching. The first mapping in the order of definition whose source matches decides.
 *
 * <p>A mapping has weighted destinations. What their weights lack to 100 stays on the original subject, unless the source
 * itself is among the destinations: then that part of the messages is lost on purpose. Destinations for a cluster are a
 * set of their own, used there instead of the others. Immutable, for any number of threads.
 */
public final class SubjectMappings {
    /** No mapping at all. */
    public static final SubjectMappings NONE = new SubjectMappings(new ByteTable<>(), List.of());

    /** What {@link #map} answers for a message that is to be lost. */
    private static final byte[] LOST = {};

    private static final int ALL = 100;

    private final ByteTable<Literal> literals;
    private final List<Entry> patterns;

    private SubjectMappings(ByteTable<Literal> literals, List<Entry> patterns) {
        this.literals = literals;
        this.patterns = patterns;
    }

    /**
     * A mapping as configured.
     *
     * @param source subject or pattern
     * @param destinations weighted, in any order
     */
    public record Mapping(String source, List<Destination> destinations) {
        /** Copies the list. */
        public Mapping {
            destinations = List.copyOf(destinations);
        }
    }

    /**
     * One destination.
     *
     * @param subject see {@link SubjectTransform}
     * @param weight percentage, 0 to 100
     * @param cluster name of the cluster it is for; empty: wherever no destination names the cluster
     */
    public record Destination(String subject, int weight, String cluster) {}

    /**
     * Checks and compiles mappings. Of two with the same source the later takes the place of the earlier.
     *
     * @param cluster name of the cluster this server belongs to; empty for none
     * @throws InvalidMappingException with nats-server's text for the first mapping that cannot be used
     */
    public static SubjectMappings of(List<Mapping> mappings, String cluster) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Mapping mapping : mappings) {
            Entry before = entries.get(mapping.source());
            int order = before == null ? entries.size() : before.order();
            entries.put(mapping.source(), compile(mapping, cluster, order));
        }
        if (entries.isEmpty()) {
            return NONE;
        }
        ByteTable<Literal> literals = new ByteTable<>();
        List<Entry> patterns = new ArrayList<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (Subjects.hasWildcard(entry.getKey())) {
                patterns.add(entry.getValue());
            } else {
                byte[] key = ByteText.bytes(entry.getKey());
                literals.add(new Literal(key, entry.getValue()));
            }
        }
        return new SubjectMappings(literals, List.copyOf(patterns));
    }

    /**
     * Checks one mapping.
     *
     * @throws InvalidMappingException with nats-server's text
     */
    public static void check(Mapping mapping) {
        compile(mapping, "", 0);
    }

    /** Whether there is nothing to map. */
    public boolean isEmpty() {
        return patterns.isEmpty() && literals.size() == 0;
    }

    /**
     * What a published subject becomes.
     *
     * @return null when the subject stays as it is; an empty array when the message is to be lost; else the new
     *     subject, which must not be changed. Nothing is allocated for null, for a lost message, nor for a destination
     *     without functions.
     */
    public byte @Nullable [] map(byte[] subject, int offset, int length, RandomGenerator random) {
        Entry found = null;
        if (literals.size() > 0) {
            Literal literal = literals.find(subject, offset, length, ByteText.hash(subject, offset, length));
            found = literal == null ? null : literal.entry;
        }
        for (int i = 0; i < patterns.size(); i++) {
            Entry entry = patterns.get(i);
            if (found != null && found.order() < entry.order()) {
                break;
            }
            if (Subjects.isSubsetOf(subject, offset, length, entry.source(), 0, entry.source().length)) {
                found = entry;
                break;
            }
        }
        return found == null ? null : found.map(subject, offset, length, random);
    }

    private static Entry compile(Mapping mapping, String cluster, int order) {
        if (!Subjects.isValid(mapping.source())) {
            throw InvalidMappingException.subject();
        }
        Set<String> seen = new HashSet<>();
        Map<String, List<Choice>> sets = new LinkedHashMap<>();
        sets.put("", new ArrayList<>());
        for (Destination destination : mapping.destinations()) {
            if (!seen.add(destination.subject())) {
                throw InvalidMappingException.duplicate(destination.subject());
            }
            if (destination.weight() > ALL) {
                throw InvalidMappingException.weight();
            }
            List<Choice> set = sets.computeIfAbsent(destination.cluster(), name -> new ArrayList<>());
            int upTo = total(set) + destination.weight();
            if (upTo > ALL) {
                throw InvalidMappingException.totalWeight();
            }
            set.add(new Choice(upTo, SubjectTransform.compile(mapping.source(), destination.subject())));
        }
        List<Choice> local = cluster.isEmpty() ? null : sets.get(cluster);
        List<Choice> chosen = local == null ? sets.getOrDefault("", List.of()) : local;
        boolean loses = seen.contains(mapping.source());
        return new Entry(ByteText.bytes(mapping.source()), order, List.copyOf(chosen), loses);
    }

    private static int total(List<Choice> set) {
        return set.isEmpty() ? 0 : set.get(set.size() - 1).upTo();
    }

    /** A destination, taken when the number drawn is below {@code upTo} and not below that of the one before. */
    private record Choice(int upTo, SubjectTransform transform) {}

    private record Entry(byte[] source, int order, List<Choice> choices, boolean loses) {
        byte @Nullable [] map(byte[] subject, int offset, int length, RandomGenerator random) {
            int total = total(choices);
            if (total > 0) {
                int drawn = choices.size() == 1 && total == ALL ? 0 : random.nextInt(ALL);
                for (int i = 0; i < choices.size(); i++) {
                    if (drawn < choices.get(i).upTo()) {
                        return choices.get(i).transform().transform(subject, offset, length, random);
                    }
                }
            }
            return loses ? LOST : null;
        }
    }

    private static final class Literal extends ByteTable.Entry {
        final Entry entry;

        Literal(byte[] key, Entry entry) {
            super(key, ByteText.hash(key, 0, key.length));
            this.entry = entry;
        }
    }
}
