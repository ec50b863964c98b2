package io.dialtone.accounts.operator;

import io.dialtone.conf.AccountRules;
import io.dialtone.conf.TrustOptions;
import java.util.List;

/** Whether the operators that a configuration names can be read. */
public final class OperatorTokenRules implements AccountRules {
    @Override
    public String operatorProblem(String operator) {
        try {
            TrustedOperators.load(
                    TrustOptions.builder().operators(List.of(operator)).build());
            return "";
        } catch (TrustException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
