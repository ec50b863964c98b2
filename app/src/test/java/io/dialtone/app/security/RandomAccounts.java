package io.dialtone.app.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A configuration of a few accounts with exports and imports chosen by a seed. Each account imports only from those before it, so that
 * there are no circles; subjects overlap on purpose.
 */
record RandomAccounts(int count, String config) {

    private static final String[] SUBJECTS = {"a", "a.*", "a.>", "b.*.*", "b.x.y", "c.>", "c.d"};
    private static final String[] NAMES = {"", "p", "q"};

    static RandomAccounts of(Random random) {
        int count = 3 + random.nextInt(2);
        StringBuilder config = new StringBuilder("accounts {\n");
        for (int account = 0; account < count; account++) {
            config.append("  ACC")
                    .append(account)
                    .append(" {\n    users: [ {user: u")
                    .append(account);
            config.append(", password: p} ]\n    exports: [");
            for (String subject : SUBJECTS) {
                // A service and a stream under one subject, and everything exported: importers find what they ask for.
                config.append(" {stream: \"")
                        .append(subject)
                        .append("\"}, {service: \"s.")
                        .append(subject)
                        .append("\"}\n");
            }
            config.append(" ]\n    imports: [")
                    .append(String.join(", ", imports(random, account)))
                    .append(" ]\n  }\n");
        }
        return new RandomAccounts(count, config.append("}\n").toString());
    }

    private static List<String> imports(Random random, int account) {
        List<String> imports = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        int wanted = account == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            int exporter = random.nextInt(account);
            String subject = SUBJECTS[random.nextInt(SUBJECTS.length)];
            boolean service = random.nextBoolean();
            String key = exporter + subject + service;
            if (!taken.contains(key)) {
                taken.add(key);
                imports.add(service ? service(random, exporter, subject, i) : stream(random, exporter, subject));
            }
        }
        return imports;
    }

    private static String stream(Random random, int exporter, String subject) {
        String prefix = NAMES[random.nextInt(NAMES.length)];
        String name = prefix.isEmpty() ? "" : ", prefix: \"" + prefix + "\"";
        return "{stream: {account: ACC" + exporter + ", subject: \"" + subject + "\"}" + name + "}";
    }

    /** The names of services differ, as one name for two of them is an error. */
    private static String service(Random random, int exporter, String subject, int number) {
        String name = random.nextBoolean() ? "n" + number + "." + subject : "s" + number + "." + renumbered(subject);
        return "{service: {account: ACC" + exporter + ", subject: \"s." + subject + "\"}, to: \"" + name + "\"}";
    }

    private static String renumbered(String subject) {
        return subject.equals("b.*.*") ? "b.$2.$1" : subject;
    }
}
