package io.dialtone.streams;

/** What a connection may publish. Called on its loop. */
public interface PublishRules {
    /** Whether it may publish to {@code subject[from, from + length)} now. */
    boolean mayPublish(byte[] subject, int from, int length);
}
