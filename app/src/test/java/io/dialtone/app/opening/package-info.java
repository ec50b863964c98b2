/** How connections begin: TLS in all its modes and PROXY headers, on this broker and on a nats-server alike. */
@NullMarked
package io.dialtone.app.opening;

import org.jspecify.annotations.NullMarked;
