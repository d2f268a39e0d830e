/** @file Loaded into a process before its own code: it tells its parent the processor time it has taken, when asked. */
process.on('message', () => process.send?.(process.cpuUsage()));
process.channel?.unref();
