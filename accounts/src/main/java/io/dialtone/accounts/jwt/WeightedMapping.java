package io.dialtone.accounts.jwt;

/**
 * One destination of a mapping.
 *
 * @param subject may refer to wildcards of the source
 * @param weight percentage as written; 0: 100
 * @param cluster where it holds; empty: everywhere
 */
public record WeightedMapping(String subject, int weight, String cluster) {
    /** The percentage. */
    public int effectiveWeight() {
        return weight == 0 ? 100 : weight;
    }
}
