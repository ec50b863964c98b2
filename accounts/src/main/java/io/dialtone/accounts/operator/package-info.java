/**
 * Operator mode: whom a server trusts, how a user that shows a signed claim is let in, and what accounts are made of when operators sign
 * them instead of the configuration naming them. Decisions only; nothing here waits or keeps state.
 */
@NullMarked
package io.dialtone.accounts.operator;

import org.jspecify.annotations.NullMarked;
