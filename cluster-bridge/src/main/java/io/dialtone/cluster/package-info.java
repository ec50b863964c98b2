/**
 * What concerns all links to other servers, whatever their kind: above all the tally of the interest they announce. Plain
 * logic without sockets and actors; one owner at a time unless a class says otherwise.
 */
@NullMarked
package io.dialtone.cluster;

import org.jspecify.annotations.NullMarked;
