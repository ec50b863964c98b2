/** Clients and leaf nodes over WebSockets. */
@NullMarked
package io.dialtone.app.websocket;

import org.jspecify.annotations.NullMarked;
