package io.dialtone.conf;

/** How many answers a service gives to one request. */
public enum ResponseType {
    /** One. */
    SINGLETON,
    /** Any number, ended by an empty one. */
    STREAM,
    /** One answer in several parts. */
    CHUNKED
}
