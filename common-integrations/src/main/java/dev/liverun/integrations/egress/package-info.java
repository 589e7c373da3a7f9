/** Where calls may go: schemes, hosts and addresses, checked after resolution and before the connection. */
@NullMarked
package dev.liverun.integrations.egress;

import org.jspecify.annotations.NullMarked;
