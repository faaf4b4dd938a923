/**
 * Puts a fake in the place of every client of the SDK, which only the runtime of Lambda has. To be imported before the tests:
 * node --import ./test/fakes/register.mjs --test. NodeFunctionsTest does that beside what the archive holds.
 */
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
