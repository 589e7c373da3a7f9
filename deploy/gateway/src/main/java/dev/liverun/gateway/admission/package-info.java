/** What a request passes before it is answered: who calls, how often, and from which page. */
@NullMarked
package dev.liverun.gateway.admission;

import org.jspecify.annotations.NullMarked;
