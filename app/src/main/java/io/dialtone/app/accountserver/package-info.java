/**
 * {@code dialtone account-server}: serves tokens of accounts over HTTP to servers with a URL resolver, from a directory, takes new ones, and
 * tells servers what changed. Whoever sends a token needs no right but the operator's signature on it.
 */
@NullMarked
package io.dialtone.app.accountserver;

import org.jspecify.annotations.NullMarked;
