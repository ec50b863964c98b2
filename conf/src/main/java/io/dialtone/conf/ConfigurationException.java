package io.dialtone.conf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A configuration that cannot be used, with everything that is wrong in it. Its message has one problem for each line. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> warnings;
    private final transient List<Problem> errors;

    ConfigurationException(List<Problem> warnings, List<Problem> errors) {
        super(Stream.concat(warnings.stream(), errors.stream())
                .map(Problem::toString)
                .collect(Collectors.joining("\n")));
        this.warnings = List.copyOf(warnings);
        this.errors = List.copyOf(errors);
    }

    /** An error of the text itself, that no single key is to blame for. */
    static ConfigurationException of(String message) {
        return new ConfigurationException(List.of(), List.of(new Problem(null, message)));
    }

    /** What would not have prevented the use. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** What prevents it; never empty. */
    public List<Problem> errors() {
        return errors;
    }
}
