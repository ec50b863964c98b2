/**
 * Who may connect and what they may do: credentials and the rules that accept them, nkeys, permissions compiled for the
 * data path, and the words in which a refusal is told. Plain Java without Akka.
 */
@NullMarked
package io.dialtone.accounts;

import org.jspecify.annotations.NullMarked;
