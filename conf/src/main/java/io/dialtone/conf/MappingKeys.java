package io.dialtone.conf;

import static io.dialtone.conf.KeyTable.Reload.YES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Subject mappings: {@code subject: "dest"}, {@code subject: {dest, weight, cluster}} or an array of those. */
final class MappingKeys {
    /** A destination while it is read. */
    private static final class Parts {
        private String subject = "";
        private int weight = -1;
        private String cluster = "";
    }

    private static final KeyTable<Parts> TABLE = new KeyTable<Parts>(
                    "mappings", "Unknown field %s for mapping destination")
            .key("destination dest", "2.2.0", YES, "-", Kinds.text((b, v) -> b.subject = v))
            .key("weight", "2.2.0", YES, "-", Kinds.of("integer or \"50%\"", (in, v, b) -> b.weight = weight(v)))
            .key("cluster", "2.2.0", YES, "all", Kinds.text((b, v) -> b.cluster = v));

    private MappingKeys() {}

    static List<KeyTable<?>> tables() {
        return List.of(TABLE);
    }

    static List<MappingOptions> read(Reading in, Node value) {
        List<MappingOptions> mappings = new ArrayList<>();
        List<AccountRules> rules = AccountRules.all();
        for (Map.Entry<String, Node> entry : Reading.map(value).entrySet()) {
            if (!Subjects.isValid(entry.getKey())) {
                in.error(value, "Subject " + GoText.quote(entry.getKey()) + " is not a valid subject");
                continue;
            }
            try {
                MappingOptions mapping =
                        new MappingOptions(entry.getKey(), destinations(in, entry.getKey(), entry.getValue()));
                checkDestinations(mapping, entry.getValue(), rules);
                mappings.add(mapping);
            } catch (Reading.WrongType e) {
                in.error(e.problem());
            }
        }
        return mappings;
    }

    private static void checkDestinations(MappingOptions mapping, Node at, List<AccountRules> rules) {
        String to = at.value() instanceof String only ? " to " + GoText.quote(only) : "";
        for (AccountRules each : rules) {
            String problem = each.problem(mapping);
            if (!problem.isEmpty()) {
                throw Reading.failure(
                        at, "Error adding mapping for " + GoText.quote(mapping.source()) + to + " : " + problem);
            }
        }
    }

    private static List<MappingOptions.Destination> destinations(Reading in, String source, Node value) {
        if (value.value() instanceof String subject) {
            return List.of(new MappingOptions.Destination(subject, 100, ""));
        }
        List<Node> list = value.asList();
        List<MappingOptions.Destination> destinations = new ArrayList<>();
        for (Node element : list == null ? List.of(value) : list) {
            destinations.add(destination(in, element));
        }
        checkTogether(source, value, destinations);
        return destinations;
    }

    private static MappingOptions.Destination destination(Reading in, Node value) {
        int before = in.errors().size();
        Parts parts = TABLE.read(in, value, "Expected an entry for the mapping destination", new Parts());
        if (parts.weight < 0 && in.errors().size() == before) {
            throw Reading.failure(value, "Missing weight for mapping destination " + GoText.quote(parts.subject));
        }
        return new MappingOptions.Destination(parts.subject, Math.max(0, parts.weight), parts.cluster);
    }

    /** Destinations of one cluster must be different, and their weights at most 100 together. */
    private static void checkTogether(String source, Node at, List<MappingOptions.Destination> destinations) {
        String prefix = "Error adding mapping for " + GoText.quote(source) + " : ";
        Set<String> seen = new HashSet<>();
        for (MappingOptions.Destination d : destinations) {
            if (!seen.add(d.cluster() + " " + d.subject())) {
                throw Reading.failure(at, prefix + "duplicate entry for " + GoText.quote(d.subject()));
            }
            int total = destinations.stream()
                    .filter(other -> other.cluster().equals(d.cluster()))
                    .mapToInt(MappingOptions.Destination::weight)
                    .sum();
            if (total > 100) {
                throw Reading.failure(at, prefix + "total weight needs to be <= 100");
            }
        }
    }

    private static int weight(Node value) {
        if (!(value.value() instanceof Long) && !(value.value() instanceof String)) {
            throw Reading.failure(value, "Unknown entry type for weight of " + GoText.value(value));
        }
        long weight = value.value() instanceof Long number ? number : percentage(value);
        if (weight < 0 || weight > 100) {
            throw Reading.failure(value, "Invalid weight " + weight + " for mapping destination");
        }
        return (int) weight;
    }

    private static long percentage(Node value) {
        String text = Reading.text(value);
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw Reading.failure(value, "Invalid weight " + GoText.quote(number) + " for mapping destination");
        }
    }
}
