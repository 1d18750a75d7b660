/** Nanoseconds of the clock that all processes of this machine share; exact for a hundred days of uptime. */
export function machineTime(): number {
  return Number(process.hrtime.bigint());
}
