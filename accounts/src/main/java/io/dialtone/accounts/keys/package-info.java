/**
 * NKeys: Ed25519 keys that sign, X25519 keys that seal, and the text forms in which operators, accounts, users and servers
 * show them. {@link io.dialtone.accounts.keys.Nkeys} reads and writes the texts, {@link io.dialtone.accounts.keys.PublicNkey}
 * verifies, {@link io.dialtone.accounts.keys.KeyPair} signs, {@link io.dialtone.accounts.keys.CurveKeyPair} seals and opens.
 * Plain Java; the arithmetic is BouncyCastle's and none of its providers is loaded.
 */
@NullMarked
package io.dialtone.accounts.keys;

import org.jspecify.annotations.NullMarked;
