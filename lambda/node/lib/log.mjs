/** Writes one line of JSON to the log. Nothing of a patient but ids goes there. */
export function log(fields) {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}

/** The kind of an error, without its message, which may quote data. */
export function kind(error) {
  return error?.code ?? error?.name ?? 'unknown';
}
