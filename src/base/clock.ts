/** A time as the log and the crate write it: ISO 8601, milliseconds, offset `+00:00` (the form that validators accept). */
export function timestamp(date: Date = new Date()): string {
  return date.toISOString().replace('Z', '+00:00');
}
