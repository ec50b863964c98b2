package io.dialtone.multijvm.kit;

/** Which subjects a subscription wants. */
final class Subjects {

    private Subjects() {}

    static boolean matches(String wanted, String subject) {
        String[] pattern = wanted.split("\\.", -1);
        String[] tokens = subject.split("\\.", -1);
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals(">")) {
                return tokens.length > i;
            }
            if (i >= tokens.length || !pattern[i].equals("*") && !pattern[i].equals(tokens[i])) {
                return false;
            }
        }
        return pattern.length == tokens.length;
    }
}
