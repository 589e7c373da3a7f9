/** Whether it is us who are offline: then nothing is recorded against anybody. */
@NullMarked
package dev.liverun.health.offline;

import org.jspecify.annotations.NullMarked;
