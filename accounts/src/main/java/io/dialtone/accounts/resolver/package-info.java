/**
 * Where the claims of accounts come from: a map in memory, a web server, or a directory of files that servers keep alike. Only text is
 * kept here; whether it is to be trusted is judged by those who store and those who use it.
 */
@NullMarked
package io.dialtone.accounts.resolver;

import org.jspecify.annotations.NullMarked;
