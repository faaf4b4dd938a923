import { kind } from './log.mjs';

/**
 * Runs all checks, whatever becomes of the others.
 *
 * @param checks name to a function that gives reasons why the region could not take over; throwing is a reason
 * @returns name to reasons; empty ones passed
 */
export async function rehearse(checks) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return [name, await check()];
      } catch (error) {
        return [name, [`does not answer: ${kind(error)}`]];
      }
    }),
  );
  return Object.fromEntries(results);
}

/** Why these parameters are of no use. */
export function parameterGaps(values) {
  if (values.size === 0) return ['there are none'];
  return [...values].filter(([, value]) => !value?.trim()).map(([name]) => `${name} is empty`);
}
