package io.dialtone.conf;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Judges what accounts offer to and take from each other. What that means is not for this module to know, so it looks for a
 * {@linkplain java.util.ServiceLoader service} that does, once a configuration has exports.
 */
public interface AccountRules {
    /** What is wrong, in nats-server's words; empty for nothing. */
    List<String> problems(List<AccountOptions> accounts);

    /** What is wrong with a subject mapping, in nats-server's words; empty for nothing. */
    String problem(MappingOptions mapping);

    /** Those that are there. */
    static List<AccountRules> all() {
        return ServiceLoader.load(AccountRules.class, AccountRules.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
