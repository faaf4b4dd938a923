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

/**
 * Why the database could not do its part.
 *
 * @param {boolean} follows whether it takes no writes because it follows another one
 * @param {'primary' | 'secondary'} role
 */
export function databaseGaps(follows, role) {
  if (follows === (role === 'secondary')) return [];
  return [follows ? 'the database of the primary takes no writes' : 'the database of the secondary follows nobody'];
}

/** Why these parameters are of no use. */
export function parameterGaps(values) {
  if (values.size === 0) return ['there are none'];
  return [...values].filter(([, value]) => !value?.trim()).map(([name]) => `${name} is empty`);
}
