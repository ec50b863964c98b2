package io.dialtone.app.monitor;

/** Monitoring cannot start; the message is the reason as it is logged, after {@code Can't start monitoring: }. */
public final class MonitorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MonitorException(String message) {
        super(message);
    }

    public MonitorException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The whole line that is logged. */
    public String logLine() {
        return "Can't start monitoring: " + getMessage();
    }
}
