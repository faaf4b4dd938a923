import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const CONTRACT = JSON.parse(readFileSync(new URL('../functions.json', import.meta.url), 'utf8'));
const FAKES = fileURLToPath(new URL('./fakes/register.mjs', import.meta.url));
const MISSING = `
  const said = await import(process.argv[1]).then(
    async ({ handler }) => JSON.parse((await handler({ httpMethod: 'GET', path: '/health' })).body).missing,
    (error) => error.message.replace('not set: ', '').split(', '),
  );
  process.stdout.write(JSON.stringify(said));`;

/** What functions.json says the handlers need, they say themselves: started with nothing, they name everything that is missing. */
describe('functions', () => {
  const handlers = Object.keys(CONTRACT).filter((name) => name.endsWith('.handler'));

  for (const name of handlers) {
    it(`${name} names the variables it needs`, () => {
      const module = new URL(`../${name.replace('.handler', '.mjs')}`, import.meta.url).href;
      const said = execFileSync(process.execPath, ['--import', FAKES, '--input-type=module', '--eval', MISSING, module], {
        env: { AWS_REGION: 'us-east-1' },
        encoding: 'utf8',
      });
      assert.deepEqual(JSON.parse(said).sort(), CONTRACT[name].variables);
    });
  }

  it('that only look are not given more than what tells them something', () => {
    for (const name of ['readiness.handler', 'failover-test.handler']) {
      const changing = CONTRACT[name].actions.filter((action) => !/^\w+:(?:Describe|Get)|^kms:Decrypt$/.test(action));
      assert.deepEqual(changing, [], name);
    }
  });

  it('are all there', () => assert.equal(handlers.length, 8));
});
