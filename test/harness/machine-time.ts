/** Returns the time of the machine's monotonic clock, which all processes share; nanoseconds. It is exact for 100 days of uptime. */
export function machineTime(): number {
  return Number(process.hrtime.bigint());
}
