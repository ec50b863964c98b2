/** The account server over HTTP, and servers that ask it. */
@NullMarked
package io.dialtone.app.accountserver;

import org.jspecify.annotations.NullMarked;
