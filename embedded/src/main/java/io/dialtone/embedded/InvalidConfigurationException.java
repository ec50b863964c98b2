package io.dialtone.embedded;

import java.util.List;

/** A configuration that cannot be used. Its message has one problem for each line, with file, line and column where there are any. */
public final class InvalidConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final transient List<String> problems;

    InvalidConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order found; never empty. */
    public List<String> problems() {
        return problems;
    }
}
