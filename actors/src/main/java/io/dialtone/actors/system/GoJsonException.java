package io.dialtone.actors.system;

/** JSON that is none, or is not what was expected; the message is the one Go's decoder has. */
final class GoJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    GoJsonException(String message) {
        super(message, null, false, false);
    }
}
