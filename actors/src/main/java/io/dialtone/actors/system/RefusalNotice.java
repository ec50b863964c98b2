package io.dialtone.actors.system;

/**
 * What an account hears of somebody who was not let in.
 *
 * @param account in which it is said
 * @param reason in its words; empty where nobody gave one
 */
public record RefusalNotice(String account, String reason) {}
