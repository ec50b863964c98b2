/**
 * The rules of leaf nodes: which interest crosses a link and under what permissions, how loops are found, which remote is
 * dialled when.
 */
@NullMarked
package io.dialtone.cluster.leaf;

import org.jspecify.annotations.NullMarked;
