/** The time that ctime(3) wrote in UTC, `Wed Nov 25 04:32:46 2026`, as records have it. */
export function fromCtime(time: string | undefined): string | undefined {
  const found = time === undefined ? NaN : Date.parse(`${time} UTC`);
  return Number.isNaN(found) ? undefined : toRecord(found);
}

/** A time as records have it, from milliseconds since 1970. */
export function toRecord(time: number): string {
  return new Date(time).toISOString().replace('Z', '+00:00');
}
