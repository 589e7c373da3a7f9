/** test-runner-service as a process of its own, measured and broken from outside. */
package dev.liverun.load.runner;
