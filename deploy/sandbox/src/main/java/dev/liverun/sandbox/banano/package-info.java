/** A Banano node's RPC with a ledger that moves exact amounts. */
@NullMarked
package dev.liverun.sandbox.banano;

import org.jspecify.annotations.NullMarked;
