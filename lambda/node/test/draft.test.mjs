import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draft } from '../lib/draft.mjs';

const NOW = new Date('2026-11-21T08:00:00Z');
const wrong = (change) => {
  try {
    draft({ givenName: 'Ada', familyName: 'Byron', birthDate: '1990-02-28', ...change }, NOW);
    return [];
  } catch (error) {
    return error.body.details.map((detail) => detail.split(':')[0]);
  }
};

describe('names', () => {
  for (const name of [
    'Zoë', 'Ægir', 'Nguyễn Thị Minh', 'Сергей', 'Αλέξανδρος', 'محمد', 'שרה', '李小龍', 'さくら', '김민준', 'ආර්‍ය', 'क्षत्रिय', 'สมชาย',
    "O'Neill", 'O’Neill', "d'Arc", "'t", 'Jean-Luc', 'J. R. R.', 'Martin Jr.', 'Gal·la', 'ʻOkina', 'می‌خواهم', '葛\u{E0100}城', 'ẞ', 'I', 'İ', 'a'.repeat(100),
  ]) {
    it(`may be ${name.slice(0, 30)}`, () => assert.deepEqual(wrong({ givenName: name }), []));
  }

  for (const [why, name] of [
    ['nothing', ''],
    ['a blank', ' '],
    ['a blank at the end', 'Ada '],
    ['a blank at the start', ' Ada'],
    ['two blanks', 'Ada  B'],
    ['another blank', 'Ada\u00a0B'],
    ['NUL', 'A\u0000da'],
    ['a line', 'Ada\nB'],
    ['a control of C1', 'Ada\u0085'],
    ['an override of the direction', 'Ada\u202e'],
    ['an isolate of directions', '\u2066Ada\u2069'],
    ['a mark of the direction', 'Ada\u200f'],
    ['a lone surrogate', 'Ada\ud800'],
    ['a surrogate the wrong way round', '\udc00\ud800Ada'],
    ['a blank without width', 'Ada\u200bB'],
    ['a joiner between Latin letters', 'Ad\u200da'],
    ['a joiner at the end', 'ක්\u200d'],
    ['a byte order mark', '\ufeffAda'],
    ['a soft hyphen', 'A\u00adda'],
    ['a variation selector alone', '\ufe0f'],
    ['a variation selector on a letter', 'Ada\ufe0f'],
    ['a variant of a letter that has none', 'Ada\u{E0100}'],
    ['a letter that nobody sees', '\u3164'],
    ['another one among letters', 'Ada\u115f'],
    ['a mark that nobody sees', 'A\u034fda'],
    ['a vowel that nobody sees', 'ក\u17b4'],
    ['a mark on nothing', '\u0301Ada'],
    ['a mark on a blank', 'Ada \u0301B'],
    ['marks piled up', `A${'\u0336'.repeat(5)}da`],
    ['digits', 'Ada1'],
    ['digits of another script', 'Ada٣'],
    ['a Cyrillic letter among Latin ones', 'Аda'],
    ['a Greek letter among Latin ones', 'Adα'],
    ['an emoji', 'Ada👩‍⚕️'],
    ['a private character', 'Ada\ue000'],
    ['markup', '<b>Ada</b>'],
    ['a statement', "Robert'); drop table patient;--"],
    ['too much', 'a'.repeat(101)],
    ['far too much', 'a'.repeat(50_000)],
    ['a number', 5],
    ['an array', ['Ada']],
    ['a text as an object', { length: 3 }],
    ['null', null],
    ['missing', undefined],
  ]) {
    it(`rejects ${why}`, () => {
      assert.deepEqual(wrong({ givenName: name }), ['givenName']);
      assert.deepEqual(wrong({ familyName: name }), ['familyName']);
    });
  }

  it('are one script in each word only', () => assert.deepEqual(wrong({ givenName: 'Ada Сергей' }), []));
});

describe('birth dates', () => {
  // In some places it is tomorrow already.
  for (const day of ['1880-01-01', '2000-02-29', '2026-11-21']) {
    it(`may be ${day}`, () => assert.deepEqual(wrong({ birthDate: day }), []));
  }

  it('may be tomorrow where the day begins first', () => {
    const evening = new Date('2026-11-21T10:00:00Z');
    assert.equal(draft({ givenName: 'A', familyName: 'B', birthDate: '2026-11-22' }, evening).birthDate, '2026-11-22');
  });

  for (const day of [
    '2026-11-22', '1879-12-31', '2001-02-29', '2001-13-01', '2001-00-10', '2001-1-01', '20010203', '+002001-02-03', '٢٠٠١-٠٢-٠٣',
    '2001-02-03T00:00:00Z', ' 2001-02-03', '2001-02-03\n', "2001-02-03'--", '', 20010203, null, undefined, ['2001-02-03'],
  ]) {
    it(`rejects ${JSON.stringify(day)}`, () => assert.deepEqual(wrong({ birthDate: day }), ['birthDate']));
  }
});
