/** The PROXY protocol, versions 1 and 2: what a load balancer says about a connection before its first byte. */
@NullMarked
package io.dialtone.streams.proxy;

import org.jspecify.annotations.NullMarked;
