package io.dialtone.conf;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Judges what accounts offer to and take from each other, how subjects are mapped, and who an operator is. What that means is
 * not for this module to know, so it looks for {@linkplain java.util.ServiceLoader services} that do, once a configuration
 * has any of it.
 */
public interface AccountRules {
    /** What is wrong, in nats-server's words; empty for nothing. */
    default List<String> problems(List<AccountOptions> accounts) {
        return List.of();
    }

    /** What is wrong with a subject mapping, in nats-server's words; empty for nothing. */
    default String problem(MappingOptions mapping) {
        return "";
    }

    /** What is wrong with an operator's token or the file that holds it, in nats-server's words; empty for nothing. */
    default String operatorProblem(String operator) {
        return "";
    }

    /** Those that are there. */
    static List<AccountRules> all() {
        return ServiceLoader.load(AccountRules.class, AccountRules.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
