/**
 * The rules of gateways, the links between clusters: who is interested in what and who has to be told, replies that find their
 * way back, addresses of remote clusters and the order in which they are served.
 */
@NullMarked
package io.dialtone.cluster.gateway;

import org.jspecify.annotations.NullMarked;
