/** What servers of several clusters and their leaf nodes do together, compared with nats-servers of the same shape. */
@NullMarked
package io.dialtone.app.links;

import org.jspecify.annotations.NullMarked;
