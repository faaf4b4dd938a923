import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { draft } from '../../lib/draft.mjs';
import { members } from '../../lib/json.mjs';
import { Problem } from '../../lib/problem.mjs';

const NOW = new Date('2026-11-21T08:00:00Z');
const RUNS = { seed: 6, numRuns: 5000 };

/** Controls, overrides and isolates of the direction, surrogates, private, unassigned and unseen characters, every blank but the plain one. */
const NEVER = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u034f\u3164\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const text = fc.string({ unit: fc.oneof(
  fc.constantFrom(..."abcZé'’-. ·", '\u0301', '\u200d', '\u202e', '\u0000', '\ud800', 'я', 'α', '李', 'م', '\u094d', 'ක', '\u3164', '\u034f'),
  fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)),
) });

function outcome(value) {
  try {
    return draft(value, NOW);
  } catch (error) {
    assert.ok(error instanceof Problem, `${error?.stack}`);
    assert.equal(error.body.code, 'invalid-patient');
    return undefined;
  }
}

describe('patients, in random trials', () => {
  it('have names without anything that deceives, composed, and stable when they come again', () => {
    fc.assert(
      fc.property(text, (givenName) => {
        const taken = outcome({ givenName, familyName: 'Byron', birthDate: '1990-02-28' });
        if (!taken) return;
        assert.doesNotMatch(taken.givenName, NEVER);
        assert.ok(taken.givenName.isWellFormed());
        assert.equal(taken.givenName, taken.givenName.normalize('NFC'));
        assert.equal(taken.givenName, taken.givenName.trim());
        assert.deepEqual(outcome(taken), taken);
      }),
      RUNS,
    );
  });

  it('are refused in order, whatever comes', () => {
    fc.assert(fc.property(fc.object(), fc.anything(), fc.anything(), (more, givenName, birthDate) => {
      outcome({ ...more, givenName, familyName: givenName, birthDate });
    }), RUNS);
  });

  it('are born on days that there are', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1870-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (date) => {
        const birthDate = date.toISOString().slice(0, 10);
        const taken = outcome({ givenName: 'Ada', familyName: 'Byron', birthDate });
        assert.equal(taken !== undefined, birthDate >= '1880-01-01' && birthDate <= '2026-11-21');
      }),
      RUNS,
    );
  });
});

describe('bodies, in random trials', () => {
  it('are read as the parser reads them, and refused when a member is there twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 3 }), fc.jsonValue())), (pairs) => {
        const body = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(' , ')}}`;
        const unique = new Set(pairs.map(([name]) => name)).size === pairs.length;
        if (unique) assert.deepEqual(members(body), JSON.parse(body));
        else assert.throws(() => members(body), Problem);
      }),
      RUNS,
    );
  });
});
