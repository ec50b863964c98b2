package io.dialtone.routing;

/** A subject mapping that cannot be used. The message is nats-server's, word for word. */
public final class InvalidMappingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final String DESTINATION = "invalid mapping destination: ";

    private InvalidMappingException(String message) {
        super(message);
    }

    static InvalidMappingException subject() {
        return new InvalidMappingException("invalid subject");
    }

    static InvalidMappingException duplicate(String destination) {
        return new InvalidMappingException("duplicate entry for \"" + destination + "\"");
    }

    static InvalidMappingException weight() {
        return new InvalidMappingException("individual weights need to be <= 100");
    }

    static InvalidMappingException totalWeight() {
        return new InvalidMappingException("total weight needs to be <= 100");
    }

    static InvalidMappingException transform() {
        return new InvalidMappingException(DESTINATION + "invalid transform");
    }

    static InvalidMappingException unknownFunction(String token) {
        return in(token, "unknown function");
    }

    static InvalidMappingException indexOutOfRange(String token) {
        return in(token, "wildcard index out of range");
    }

    static InvalidMappingException indexOutOfRange(String token, long index) {
        return in(token + ": [" + index + "]", "wildcard index out of range");
    }

    static InvalidMappingException notEnoughArguments(String token) {
        return in(token, "not enough arguments passed to the function");
    }

    static InvalidMappingException tooManyArguments(String token) {
        return in(token, "too many arguments passed to the function");
    }

    static InvalidMappingException argument(String token) {
        return in(token, "function argument is invalid or in the wrong format");
    }

    /** An import that forgets some of the wildcards of what it imports. */
    public static InvalidMappingException unusedWildcards(String local) {
        return new InvalidMappingException(DESTINATION + "not using all of the token wildcard(s) in " + local);
    }

    /** An import whose local name uses another function than {@code wildcard}. */
    public static InvalidMappingException importFunction(String token) {
        return in(token, "the only mapping function allowed for import transforms is {{Wildcard()}}");
    }

    private static InvalidMappingException in(String token, String problem) {
        return new InvalidMappingException(DESTINATION + problem + " in " + token);
    }
}
