/** Benchmark of health-monitor-service: on time, in bursts, over restarts and with much history; beside blackbox_exporter. */
package dev.liverun.load.health;
