package io.dialtone.streams;

/**
 * How many messages clients of this server publish on a subject.
 *
 * @param subject its bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SubjectRate(String account, byte[] subject, double messagesPerSecond) {}
