/** What a stand-in can be told to do wrong, and when. */
@NullMarked
package dev.liverun.sandbox.fault;

import org.jspecify.annotations.NullMarked;
