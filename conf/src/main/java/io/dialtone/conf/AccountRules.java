package io.dialtone.conf;

import java.util.List;

/**
 * Judges what accounts offer to and take from each other. What that means is not for this module to know, so it looks for a
 * {@linkplain java.util.ServiceLoader service} that does, once a configuration has exports.
 */
public interface AccountRules {
    /** What is wrong, in nats-server's words; empty for nothing. */
    List<String> problems(List<AccountOptions> accounts);
}
