package io.dialtone.conf;

/** Shape of a log line. */
public enum LogFormat {
    /** nats-server's line: {@code [PID] date time [LBL] text}. */
    TEXT,
    /** One JSON object for each line. */
    JSON
}
